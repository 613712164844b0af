package io.autodock.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.formation.App;
import io.autodock.formation.rule.HealthCheck;
import io.autodock.formation.rule.HealthProbe;
import io.autodock.formation.rule.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an app is, and what is done with it, told from looks alone. */
class HealthTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final HealthCheck CHECK =
            new HealthCheck(new HealthProbe.Tcp(80), Duration.ofSeconds(5), 3, Duration.ofSeconds(20));
    private static final HostServer HOST =
            new HostServer("H1", "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), "", Map.of(), true);

    /** One look every 5 s, the first at once: w well, f fails, u unknown, e ended. The start period is 20 s. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "f, starting, 0",
        "ffff, starting, 0",
        "fffff, starting, 1",
        "ffffff, starting, 2",
        "fffffff, unhealthy, 3",
        "ffffffffw, healthy, 0",
        "w, healthy, 0",
        "wf, healthy, 1",
        "wff, healthy, 2",
        "wfff, unhealthy, 3",
        "wffff, unhealthy, 3",
        "wffwff, healthy, 2",
        "wfuf, healthy, 2",
        "wuuuuuu, healthy, 0",
        "uuuuuuuu, starting, 0",
        "e, unhealthy, 3",
        "we, unhealthy, 3",
        "wfffw, healthy, 0",
    })
    void looksInARowTellHowAnAppIs(String looks, String state, int failures) {
        Health health = after(looks);
        assertEquals(state, health.state().lowerCase());
        assertEquals(failures, health.failures());
    }

    @Test
    void aStateBeginsWhenItIsEntered() {
        assertEquals(START.plusSeconds(5), after("fwwww").since());
        assertEquals(START.plusSeconds(15), after("wfffff").since());
    }

    @Test
    void whoIsWaitedForIsLookedAtOften() {
        assertEquals(Duration.ofSeconds(1), after("f").pause(CHECK));
        assertEquals(Duration.ofSeconds(5), after("w").pause(CHECK));
    }

    /** Times of earlier treatments, the seconds since the last, the looks. */
    @ParameterizedTest(name = "{0} treatments, the last {1} s ago, {2}: {3}")
    @CsvSource({
        "0, 0, wfff, Restart",
        "0, 0, wff, Leave",
        "0, 0, fff, Leave",
        "0, 0, we, Leave",
        "1, 9, wfff, Leave",
        "1, 10, wfff, Replace",
        "2, 19, wfff, Leave",
        "2, 20, wfff, Replace",
        "3, 39, wfff, Leave",
        "9, 299, wfff, Leave",
        "9, 300, wfff, Replace",
        "90, 300, wfff, Replace",
    })
    void whoIsIllIsRestartedThenReplacedWithPausesThatDouble(int times, long ago, String looks, String treatment) {
        Instant now = START.plusSeconds(1_000);
        Treatment.History history = new Treatment.History(times, now.minusSeconds(ago));
        assertEquals(
                treatment,
                Treatment.of(checkup(after(looks)), RestartPolicy.DEFAULT, history, now)
                        .getClass()
                        .getSimpleName());
    }

    @Test
    void whoIsNeverToBeRestartedIsLeftAlone() {
        assertEquals(
                new Treatment.Leave(),
                Treatment.of(checkup(after("wfff")), new RestartPolicy.Never(), Treatment.History.NONE, START));
    }

    @Test
    void aWardIsOpenUntilAllAreWellOrOneIsNot() {
        assertTrue(ward("f", "w").isOpen());
        assertFalse(ward("w", "fw").isOpen());
        assertFalse(ward("f", "wfff").isOpen());
        assertFalse(new Ward(List.of()).isOpen());
    }

    @Test
    void aWardLooksAtThoseWhoAreDue() {
        Ward ward = new Ward(List.of(
                Checkup.starting(HOST, app("web001"), CHECK, START),
                Checkup.starting(HOST, app("web002"), CHECK, START).after(new Finding.Unwell("no"), START)));
        assertEquals(1, ward.due(START).size());
        assertEquals(0, ward.pause(START));
        Ward later = ward.with(List.of(ward.due(START).get(0).after(new Finding.Well(), START)));
        assertEquals(List.of(), later.due(START));
        assertEquals(1_000, later.pause(START));
    }

    @Test
    void anAppServesUnlessSomethingIsKnownAgainstIt() {
        HealthBoard board = new HealthBoard();
        App app = app("web001");
        assertTrue(board.isServing(app));
        board.put(checkup(after("f")));
        assertFalse(board.isServing(app));
        board.put(checkup(after("wff")));
        assertTrue(board.isServing(app));
        board.put(checkup(after("wfff")));
        assertFalse(board.isServing(app));
        assertTrue(board.isServing(app.running("another-container")));
        board.keepOnly(List.of());
        assertTrue(board.isServing(app));
    }

    private static Ward ward(String... looks) {
        return new Ward(
                Stream.of(looks).map(HealthTest::after).map(HealthTest::checkup).toList());
    }

    private static Checkup checkup(Health health) {
        return new Checkup(HOST, app("web001"), CHECK, health, START);
    }

    private static App app(String hostname) {
        return App.placed(hostname, "H1", List.of(), OptionalInt.empty()).running("id-" + hostname);
    }

    private static Health after(String looks) {
        Health health = Health.starting(START);
        for (int look = 0; look < looks.length(); look++) {
            Finding found =
                    switch (looks.charAt(look)) {
                        case 'w' -> new Finding.Well();
                        case 'u' -> new Finding.Unknown("silent");
                        case 'e' -> new Finding.Ended("gone");
                        default -> new Finding.Unwell("refused");
                    };
            health = health.after(CHECK, found, START.plusSeconds(5L * look));
        }
        return health;
    }
}
