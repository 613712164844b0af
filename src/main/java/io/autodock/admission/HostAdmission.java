package io.autodock.admission;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.formation.ImageReference;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What a host server must show before it is taken into the docker cluster: an engine that answers, a clock that agrees with
 * ours, a way to the registry, and its minion. All that is missing is told at once, and nothing is written.
 */
public final class HostAdmission {

    /** Certificates, tokens and the order of events are judged by clocks. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private static final int MOST_TRIES = 3;

    private final Engines engines;
    private final Optional<Minions> minions;
    private final Optional<ImageReference> image;
    private final Duration pause;
    private final Clock clock;

    /** The Salt master, asked about one minion. */
    @FunctionalInterface
    public interface Minions {
        /** Whether the host's minion answers, within some seconds; never throws. */
        boolean answer(HostServer host);
    }

    /**
     * @param minions there when a Salt master is configured
     * @param image the image whose registry is to be reached; empty where none is configured
     * @param pause before a silent engine is asked again
     */
    public HostAdmission(
            Engines engines, Optional<Minions> minions, Optional<ImageReference> image, Duration pause, Clock clock) {
        this.engines = engines;
        this.minions = minions;
        this.image = image;
        this.pause = pause;
        this.clock = clock;
    }

    /** The host server as it is recorded when nobody named its minion: with the one of its own name, where that answers. */
    public HostServer withMinionOfItsName(HostServer host) {
        HostServer named = withMinion(host, host.name());
        return minions.isEmpty() || minions.get().answer(named) ? named : withMinion(host, "");
    }

    private static HostServer withMinion(HostServer host, String minion) {
        return new HostServer(host.name(), host.address(), host.engine(), minion, host.labels(), host.active());
    }

    /**
     * Lets a host server in.
     *
     * @throws AutodockException CONFLICT with every reason against it
     */
    public void check(HostServer host) {
        List<Problem> problems = new ArrayList<>();
        engine(host).ifPresentOrElse(problems::add, () -> {
            clock(host).ifPresent(problems::add);
            registry(host).ifPresent(problems::add);
        });
        minion(host).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw AutodockException.of(ProblemCode.CONFLICT, problems);
        }
    }

    /** A first connection may be slow, and what is refused here an operator has to type again: silence is not believed at once. */
    private EngineState patientState(HostServer host) {
        EngineState state = engines.state(host);
        for (int tries = 1; tries < MOST_TRIES && state instanceof EngineState.Silent; tries++) {
            LockSupport.parkNanos(pause.toNanos());
            state = engines.state(host);
        }
        return state;
    }

    private Optional<Problem> engine(HostServer host) {
        EngineState state = patientState(host);
        if (state instanceof EngineState.Silent silent) {
            return Optional.of(engineProblem(host, silent.sentence()));
        }
        return state instanceof EngineState.Unusable unusable
                ? Optional.of(engineProblem(host, unusable.sentence()))
                : Optional.empty();
    }

    private static Problem engineProblem(HostServer host, String sentence) {
        return new Problem("engine", host.engine().written(), "an engine that answers (" + sentence + ")");
    }

    private Optional<Problem> clock(HostServer host) {
        Instant asked = clock.instant();
        try {
            Instant told = engines.time(host);
            Instant between =
                    asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
            return judged(host, Duration.between(between, told));
        } catch (AutodockException silent) {
            return Optional.of(engineProblem(host, silent.sentence()));
        }
    }

    /** Pure: whether a clock that is so far ahead of ours will do. */
    static Optional<Problem> judged(HostServer host, Duration ahead) {
        if (ahead.abs().compareTo(CLOCKS_APART) <= 0) {
            return Optional.empty();
        }
        String found = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead");
        return Optional.of(new Problem(
                "clock", found, "a clock on " + host.name() + " at most " + CLOCKS_APART.toSeconds() + " s from ours"));
    }

    private Optional<Problem> registry(HostServer host) {
        try {
            image.ifPresent(wanted -> engines.resolve(wanted, List.of(host)));
            return Optional.empty();
        } catch (AutodockException refused) {
            return Optional.of(new Problem(
                    "image",
                    image.map(ImageReference::written).orElse(""),
                    "one that " + host.name() + " can have (" + refused.sentence() + ")"));
        }
    }

    private Optional<Problem> minion(HostServer host) {
        boolean silent = !host.minion().isEmpty()
                && minions.isPresent()
                && !minions.get().answer(host);
        return silent
                ? Optional.of(new Problem(
                        "minion", host.minion(), "the id of a minion that answers the Salt master, or nothing"))
                : Optional.empty();
    }
}
