package io.autodock.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gathers the cluster: facts of all minions in one call, every engine asked at the same time. What does not answer in time
 * is silent; it never holds up the others.
 */
public final class LiveClusterWatch implements ClusterWatch {

    private final HostDirectory directory;
    private final EngineProbe engines;
    private final LoadSource loads;
    private final FailureLog failures;
    private final Executor executor;
    private final Duration limit;

    /** @param limit of the whole look */
    public LiveClusterWatch(
            HostDirectory directory,
            EngineProbe engines,
            LoadSource loads,
            FailureLog failures,
            Executor executor,
            Duration limit) {
        this.directory = directory;
        this.engines = engines;
        this.loads = loads;
        this.failures = failures;
        this.executor = executor;
        this.limit = limit;
    }

    @Override
    public List<HostView> look() {
        List<HostServer> hosts = directory.list();
        long deadline = System.nanoTime() + limit.toNanos();
        CompletableFuture<Map<String, HostFacts>> facts =
                CompletableFuture.supplyAsync(() -> loads.facts(hosts), executor);
        List<Asked> asked = hosts.stream().map(this::ask).toList();
        Map<String, Integer> recent = failures.recent();
        Map<String, HostFacts> fresh = within(deadline, facts).orElse(Map.of());
        return asked.stream().map(one -> view(one, fresh, recent, deadline)).toList();
    }

    private Asked ask(HostServer host) {
        return new Asked(
                host,
                CompletableFuture.supplyAsync(() -> engines.state(host), executor),
                CompletableFuture.supplyAsync(() -> engines.facts(host), executor));
    }

    private HostView view(Asked asked, Map<String, HostFacts> fresh, Map<String, Integer> recent, long deadline) {
        HostServer host = asked.host();
        EngineState state = within(deadline, asked.state())
                .orElseGet(
                        () -> new EngineState.Silent("its engine did not answer within " + limit.toMillis() + " ms"));
        Optional<HostFacts> facts = Optional.ofNullable(fresh.get(host.name()));
        if (facts.isEmpty()) {
            facts = within(deadline, asked.facts()).flatMap(known -> known);
        }
        return new HostView(host, facts, state, recent.getOrDefault(host.name(), 0));
    }

    private static <T> Optional<T> within(long deadline, CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private record Asked(
            HostServer host, CompletableFuture<EngineState> state, CompletableFuture<Optional<HostFacts>> facts) {}
}
