package io.autodock.failover;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineProbe;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a host server for its signs, all at once, each with the same limit. */
public final class SignsOfLife {

    private final EngineProbe engines;
    private final Greeting sshd;
    private final Executor executor;
    private final Duration limit;
    private final Clock clock;

    /** An sshd, asked whether it is there. */
    @FunctionalInterface
    public interface Greeting {
        /** Whether it greets within the limit; never throws. */
        boolean heard(String address, int port, Duration limit);
    }

    /** @param limit of each look */
    public SignsOfLife(EngineProbe engines, Greeting sshd, Executor executor, Duration limit, Clock clock) {
        this.engines = engines;
        this.sshd = sshd;
        this.executor = executor;
        this.limit = limit;
        this.clock = clock;
    }

    /** One look; takes as long as the limit at most. */
    public Probe look(HostServer host) {
        Instant asked = clock.instant();
        CompletableFuture<Boolean> engine = ask(hasEngineOfItsOwn(host), () -> answers(host));
        CompletableFuture<Boolean> greeting = ask(hasSshd(host), () -> sshd.heard(host.address(), port(host), limit));
        long deadline = System.nanoTime() + limit.toNanos();
        Set<Sign> heard = EnumSet.noneOf(Sign.class);
        if (within(deadline, engine)) {
            heard.add(Sign.ENGINE);
        }
        if (within(deadline, greeting)) {
            heard.add(Sign.SSHD);
        }
        return new Probe(asked, clock.instant(), heard);
    }

    private CompletableFuture<Boolean> ask(boolean there, java.util.function.Supplier<Boolean> question) {
        return there ? CompletableFuture.supplyAsync(question, executor) : CompletableFuture.completedFuture(false);
    }

    /** An engine behind sshd says no more than sshd does. */
    private static boolean hasEngineOfItsOwn(HostServer host) {
        return !(host.engine() instanceof EngineEndpoint.Ssh);
    }

    /** This machine's own sshd says nothing: where it is dead, so are we. */
    private static boolean hasSshd(HostServer host) {
        return !(host.engine() instanceof EngineEndpoint.Socket);
    }

    private static int port(HostServer host) {
        return host.engine() instanceof EngineEndpoint.Ssh ssh ? ssh.port() : EngineEndpoint.SSH_PORT;
    }

    /** One that answers and can't be used lives. */
    private boolean answers(HostServer host) {
        return !(engines.state(host) instanceof EngineState.Silent);
    }

    private static boolean within(long deadline, CompletableFuture<Boolean> answer) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
