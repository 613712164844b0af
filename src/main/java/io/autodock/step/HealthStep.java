package io.autodock.step;

import io.autodock.formation.rule.HealthCheck;
import io.autodock.health.Checkup;
import io.autodock.health.Examiner;
import io.autodock.health.Finding;
import io.autodock.health.HealthBoard;
import io.autodock.health.HealthState;
import io.autodock.health.Newcomer;
import io.autodock.health.Ward;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A formation is made only when each of its apps is well: they are looked at until all are, or one is known not to be. */
public final class HealthStep {

    private final Examiner examiner;
    private final HealthBoard board;
    private final Clock clock;

    /** @param board takes down what is seen */
    public HealthStep(Examiner examiner, HealthBoard board, Clock clock) {
        this.examiner = examiner;
        this.board = board;
        this.clock = clock;
    }

    /** Whether the spec says how an app is told well. */
    public boolean isWanted(Work work) {
        return work.spec().upkeep().health().isPresent();
    }

    /** The formation's apps, from the moment that they all ran. */
    public Ward ward(Work work) {
        HealthCheck check = work.spec().upkeep().health().orElseThrow();
        Instant since = work.runsSince().orElse(clock.instant());
        return new Ward(work.apps().stream()
                .map(app -> Checkup.starting(Hosts.named(work.hosts(), app.hostServer()), app, check, since))
                .toList());
    }

    /** Apps whose containers were just made, from now on. */
    public Ward wardOf(List<Newcomer> newcomers) {
        Instant now = clock.instant();
        return new Ward(newcomers.stream()
                .map(each -> Checkup.starting(each.host(), each.app(), each.check(), now))
                .toList());
    }

    /** Milliseconds until someone is to be looked at. */
    public long pause(Ward ward) {
        return ward.pause(clock.instant());
    }

    /** Those who are to be looked at now. */
    public List<Checkup> due(Ward ward) {
        return ward.due(clock.instant());
    }

    /** Looks at one app; never throws. */
    public Checkup look(Checkup checkup) {
        Finding found =
                examiner.look(checkup.host(), checkup.app(), checkup.check().probe());
        Checkup seen = checkup.after(found, clock.instant());
        board.put(seen);
        return seen;
    }

    /** The ward with what the looks found. */
    public Ward after(Ward ward, List<Checkup> seen) {
        return ward.with(seen);
    }

    /**
     * Takes in the end of the wait.
     *
     * @throws AutodockException FAILED with the first app that is not well
     */
    public void collect(Ward ward) {
        ward.checkups().stream()
                .filter(each -> each.health().state() == HealthState.UNHEALTHY)
                .map(HealthStep::sentence)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> {
                    throw AutodockException.of(ProblemCode.FAILED, first);
                });
    }

    /** What is told of an app that is not well. */
    static String sentence(Checkup ill) {
        if (ill.health().last() instanceof Finding.Ended ended) {
            return ended.sentence();
        }
        String where = ill.app().hostname() + " on host server " + ill.host().name();
        Duration start = ill.check().startPeriod();
        return where + " is not healthy: " + ill.health().last().sentence() + "; it failed "
                + ill.health().failures() + " looks in a row"
                + (start.isZero() ? "" : " after the " + HealthCheck.written(start) + " that it had to start");
    }
}
