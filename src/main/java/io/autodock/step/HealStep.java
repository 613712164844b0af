package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.console.AppConsole;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.rule.HealthCheck;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.health.Checkup;
import io.autodock.health.HealthBoard;
import io.autodock.health.HealthState;
import io.autodock.health.Treatment;
import io.autodock.health.TreatmentLog;
import io.autodock.health.Ward;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.replacement.FormationInHand;
import io.autodock.replacement.Rebuild;
import io.autodock.replacement.ReplacementOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Treats the apps of a formation that are not well, on behalf of a request of its own: it has the formation's lock, so that
 * it never meddles with an edit or a delete. What the observer saw is looked at again first, whichever instance that was.
 */
public final class HealStep {

    private static final int LONGEST_GRACE = 10;

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final AppConsole console;
    private final TreatmentLog log;
    private final HealthBoard board;
    private final Clock clock;

    /** The step, with what it looks at and acts on. */
    public HealStep(
            Registry registry,
            HostDirectory directory,
            Engines engines,
            AppConsole console,
            TreatmentLog log,
            HealthBoard board,
            Clock clock) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.console = console;
        this.log = log;
        this.board = board;
        this.clock = clock;
    }

    /** One app with what is to be done with it. */
    public record Case(Checkup checkup, Treatment treatment) {}

    /** The apps that have had their time to start, each to be looked at until it is known to be well or not. */
    public Ward ward(Work work) {
        work.recorded(registry.find(work.formation()).filter(record -> record.state() == FormationState.COMPLETE));
        Optional<HealthCheck> check =
                work.record().flatMap(record -> record.spec().upkeep().health());
        return new Ward(check.stream()
                .flatMap(each -> work.apps().stream().flatMap(app -> observed(app, each).stream()))
                .toList());
    }

    private Optional<Checkup> observed(App app, HealthCheck check) {
        Instant now = clock.instant();
        return directory
                .find(app.hostServer())
                .filter(host -> engines.find(host, app.hostname())
                        .filter(view -> hasHadItsTime(view, check, now))
                        .isPresent())
                .map(host -> Checkup.starting(host, app, check.atOnce(), now));
    }

    private static boolean hasHadItsTime(ContainerView view, HealthCheck check, Instant now) {
        return view.state() == ContainerView.State.RUNNING
                && view.startedAt()
                        .filter(start -> start.plus(check.startPeriod()).isBefore(now))
                        .isPresent();
    }

    /** What is to be done now; one that is well, or was treated a moment ago, is left alone. */
    public List<Case> cases(Work work, Ward ward) {
        RestartPolicy restart =
                work.record().map(record -> record.spec().upkeep().restart()).orElse(RestartPolicy.DEFAULT);
        return ward.checkups().stream()
                .map(checkup -> new Case(
                        checkup,
                        Treatment.of(checkup, restart, log.of(checkup.app().hostname()), clock.instant())))
                .filter(each -> !(each.treatment() instanceof Treatment.Leave))
                .toList();
    }

    /** Notes a treatment before it is done, so that the next one comes later, whatever becomes of this one. */
    public void note(Work work, Case ill) {
        String hostname = ill.checkup().app().hostname();
        log.note(hostname, log.of(hostname).with(clock.instant()));
        String what = ill.treatment() instanceof Treatment.Replace ? "replaced" : "restarted";
        List<String> report = new ArrayList<>(work.request().report());
        report.add(HealthStep.sentence(ill.checkup()) + ": it is " + what);
        work.advance(work.request().reported(report));
    }

    /** Restarts the app's container and begins to observe it anew. */
    public void restart(Work work, Case ill) {
        HostServer host = ill.checkup().host();
        App app = ill.checkup().app();
        int grace = engines.find(host, app.hostname())
                .map(ContainerView::stopTimeout)
                .flatMap(seconds -> seconds.isPresent() ? Optional.of(seconds.getAsInt()) : Optional.empty())
                .orElse(LONGEST_GRACE);
        console.restart(host, app.containerId(), grace);
        checkOf(work).ifPresent(check -> board.put(Checkup.starting(host, app, check, clock.instant())));
    }

    /** The app made anew, from what is recorded now. */
    public Rebuild rebuild(Work work, Case ill) {
        FormationRecord record = registry.find(work.formation())
                .orElseThrow(
                        () -> AutodockException.of(ProblemCode.FAILED, "formation " + work.formation() + " is gone"));
        work.recorded(Optional.of(record));
        return Rebuild.asRecorded(
                new FormationInHand(registry, work.claim(), record),
                ill.checkup().host(),
                ill.checkup().app().hostname());
    }

    /**
     * Takes in what became of that.
     *
     * @throws AutodockException FAILED with the first cause when no new container took the old one's place
     */
    public void rebuilt(Work work, ReplacementOutcome outcome) {
        if (outcome instanceof ReplacementOutcome.PutBack back) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    back.hostname() + " could not be replaced, and runs as before: " + back.cause());
        }
        if (outcome instanceof ReplacementOutcome.Lost lost) {
            throw AutodockException.of(
                    ProblemCode.FAILED, lost.hostname() + " could not be replaced, and is lost: " + lost.cause());
        }
    }

    private static Optional<HealthCheck> checkOf(Work work) {
        return work.record().map(FormationRecord::spec).flatMap(spec -> spec.upkeep()
                .health());
    }

    /** What the request says at its end. */
    public String verdict(Work work) {
        List<String> report = work.request().report();
        return report.isEmpty() ? "no app is due for a treatment" : report.get(0);
    }

    /** Whether a treatment is a restart; else the app is replaced. */
    public boolean isRestart(Case ill) {
        return ill.treatment() instanceof Treatment.Restart;
    }

    static boolean isIll(Checkup checkup) {
        return checkup.health().state() == HealthState.UNHEALTHY;
    }
}
