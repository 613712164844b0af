package io.autodock.step;

import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppRun;
import io.autodock.container.RunOutcome;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at every app once more before the formation is recorded as complete: one that dies some seconds after its start must
 * not be told as done. Bootstrapped apps have had their time by then; the others are given it, and are looked at early in
 * it too: most that can't live die at once, and that is told at once.
 */
public final class ConfirmStep {

    private static final Duration MOMENT = Duration.ofMillis(200);

    private final AppRun engines;
    private final Duration settling;
    private final Clock clock;

    /** @param settling how old the youngest container must be, by this machine's clock, when it is looked at */
    public ConfirmStep(AppRun engines, Duration settling, Clock clock) {
        this.engines = engines;
        this.settling = settling;
        this.clock = clock;
    }

    /** Notes that all apps of this work run, as far as their engines have told. */
    public void begin(Work work) {
        work.runsSince(clock.instant());
    }

    /** Whether the youngest container has still to be waited for. */
    public boolean isYoung(Work work) {
        return rest(work) > 0;
    }

    /** Milliseconds until the youngest container has had a moment. */
    public long firstRest(Work work) {
        return until(MOMENT, work);
    }

    /** Milliseconds until the youngest container is old enough. */
    public long rest(Work work) {
        return until(settling, work);
    }

    private long until(Duration age, Work work) {
        Instant now = clock.instant();
        Duration reached = Duration.between(work.runsSince().orElse(now), now);
        return Math.max(0, age.minus(reached).toMillis());
    }

    /** One app where it is to be found. */
    public record Placed(HostServer host, String hostname) {}

    /** What is to be looked at. */
    public List<Placed> apps(Work work) {
        return work.apps().stream()
                .map(app -> new Placed(Hosts.named(work.hosts(), app.hostServer()), app.hostname()))
                .toList();
    }

    /** What became of one app; never throws. */
    public RunOutcome look(Placed app) {
        try {
            return engines.confirm(app.host(), app.hostname());
        } catch (AutodockException silent) {
            return new RunOutcome.HostRefused(app.hostname(), silent.sentence(), true);
        }
    }

    /** Where a bootstrap failed because its container has ended, the container's own end is the cause. */
    public List<BootstrapOutcome> explain(Work work, List<BootstrapOutcome> outcomes) {
        Map<String, Placed> apps = apps(work).stream().collect(Collectors.toMap(Placed::hostname, Function.identity()));
        return outcomes.stream()
                .map(outcome -> outcome instanceof BootstrapOutcome.Failed
                        ? explained(outcome, Optional.ofNullable(apps.get(outcome.hostname())))
                        : outcome)
                .toList();
    }

    private BootstrapOutcome explained(BootstrapOutcome failed, Optional<Placed> app) {
        return app.map(this::look)
                .filter(RunOutcome.AppFailed.class::isInstance)
                .<BootstrapOutcome>map(
                        dead -> new BootstrapOutcome.Failed(dead.hostname(), ((RunOutcome.AppFailed) dead).sentence()))
                .orElse(failed);
    }

    /**
     * Takes in every look.
     *
     * @throws AutodockException FAILED with the first cause when an app does not run any more; UNAVAILABLE when an engine
     *     could not be asked: unknown is not dead, and the request is tried again
     */
    public void collect(Work work, List<RunOutcome> outcomes) {
        refuse(outcomes, RunOutcome.AppFailed.class, RunOutcome.AppFailed::sentence, ProblemCode.FAILED);
        refuse(outcomes, RunOutcome.HostRefused.class, RunOutcome.HostRefused::sentence, ProblemCode.UNAVAILABLE);
    }

    private static <T extends RunOutcome> void refuse(
            List<RunOutcome> outcomes, Class<T> kind, Function<T, String> sentence, ProblemCode code) {
        outcomes.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(sentence)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> {
                    throw AutodockException.of(code, first);
                });
    }
}
