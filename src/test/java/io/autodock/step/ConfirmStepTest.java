package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.container.AppFixture;
import io.autodock.container.AppRun;
import io.autodock.container.FakeEngines;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfirmStepTest {

    private static final String GONE = "web002 on host server H2 is gone: someone removed it";
    private static final String ENDED =
            "web002 on host server H2 ended soon after its start with exit code 1; its last line was"
                    + " \"boom: no config\"";

    private final FakeEngines engines = new FakeEngines();
    private final SetClock clock = new SetClock();
    private final ConfirmStep step =
            new ConfirmStep(new AppRun(engines, clock, Duration.ofSeconds(1)), Duration.ofSeconds(3), clock);
    private final Work work = Works.work(Works.spec(2, "none"), "H1", "H2");

    @BeforeEach
    void place() {
        List<App> apps = List.of(app("web001", "H1"), app("web002", "H2"));
        work.recorded(Optional.of(Works.record(work, FormationState.CREATING, apps)));
        step.begin(work);
    }

    @Test
    void theYoungestContainerIsGivenAMomentAndThenItsTime() {
        assertTrue(step.isYoung(work));
        assertEquals(200, step.firstRest(work));
        assertEquals(3_000, step.rest(work));
        clock.pass(Duration.ofMillis(250));
        assertTrue(step.isYoung(work));
        assertEquals(0, step.firstRest(work));
        assertEquals(2_750, step.rest(work));
    }

    @Test
    void oneThatHasHadItsTimeInBootstrapIsNotWaitedFor() {
        clock.pass(Duration.ofSeconds(8));
        assertFalse(step.isYoung(work));
        assertEquals(0, step.rest(work));
    }

    @Test
    void everyAppIsLookedAtWhereItWasPlaced() {
        assertEquals(
                List.of("web001 H1", "web002 H2"),
                step.apps(work).stream()
                        .map(app -> app.hostname() + " " + app.host().name())
                        .toList());
    }

    @Test
    void whatRunsIsConfirmed() {
        start("web001", "H1");
        start("web002", "H2");
        assertDoesNotThrow(() -> step.collect(work, looks()));
    }

    @Test
    void oneThatDiedFailsTheWholeWithItsLastLine() {
        start("web001", "H1");
        engines.endAtOnce();
        start("web002", "H2");
        assertEquals(ENDED, refusal(ProblemCode.FAILED));
    }

    @Test
    void oneThatWasRemovedFailsTheWhole() {
        start("web001", "H1");
        assertEquals(GONE, refusal(ProblemCode.FAILED));
    }

    @Test
    void anEngineThatIsSilentIsUnknownAndAskedLater() {
        start("web001", "H1");
        start("web002", "H2");
        engines.silence(Works.host("H2").host());
        refusal(ProblemCode.UNAVAILABLE);
    }

    @Test
    void aDeadAppIsToldBeforeASilentEngine() {
        engines.silence(Works.host("H1").host());
        assertEquals(GONE, refusal(ProblemCode.FAILED));
    }

    @Test
    void aBootstrapThatFailedBecauseItsContainerEndedHasThatCause() {
        start("web001", "H1");
        engines.endAtOnce();
        start("web002", "H2");
        BootstrapOutcome fine = new BootstrapOutcome.Bootstrapped("web001", "highstate: 2 of 2 states true");
        assertEquals(
                List.of(fine, new BootstrapOutcome.Failed("web002", ENDED)),
                step.explain(
                        work,
                        List.of(fine, new BootstrapOutcome.Failed("web002", "web002: sshd dropped every login"))));
    }

    @Test
    void aBootstrapThatFailedInALivingContainerKeepsItsOwnCause() {
        start("web001", "H1");
        BootstrapOutcome failed = new BootstrapOutcome.Failed("web001", "web001: highstate: state x failed");
        assertEquals(List.of(failed), step.explain(work, List.of(failed)));
        engines.silence(Works.host("H1").host());
        assertEquals(List.of(failed), step.explain(work, List.of(failed)));
    }

    private static App app(String hostname, String host) {
        return App.placed(hostname, host, List.of(), OptionalInt.empty());
    }

    private List<RunOutcome> looks() {
        return step.apps(work).stream().map(step::look).toList();
    }

    private String refusal(ProblemCode code) {
        AutodockException refusal = assertThrows(AutodockException.class, () -> step.collect(work, looks()));
        assertEquals(code, refusal.code());
        return refusal.sentence();
    }

    private void start(String hostname, String host) {
        AppFixture app = AppFixture.app(Works.host(host).host(), hostname, Works.IMAGE);
        engines.pull(app.host(), app.image(), "request-1");
        engines.start(app.host(), engines.create(app.make()));
    }
}
