package io.autodock.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.container.FakeEngines;
import io.autodock.formation.ImageReference;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAdmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ImageReference IMAGE = ImageReference.parse("registry:5000/sshd:1");
    private static final HostServer HOST =
            new HostServer("h1", "10.0.0.1", EngineEndpoint.parse("tcp://10.0.0.1:2376"), "h1", Map.of(), true);

    private final FakeEngines engines = new FakeEngines();
    private boolean minionAnswers = true;
    private final HostAdmission admission = new HostAdmission(
            engines,
            Optional.of(host -> minionAnswers),
            Optional.of(IMAGE),
            Duration.ZERO,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void setClocks() {
        engines.setTime(NOW);
    }

    @Test
    void aSoundHostIsLetIn() {
        admission.check(HOST);
    }

    @Test
    void allThatIsMissingIsToldAtOnce() {
        engines.forget(IMAGE);
        engines.setTime(NOW.minusSeconds(6));
        minionAnswers = false;
        AutodockException refusal = assertThrows(AutodockException.class, () -> admission.check(HOST));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        assertEquals(
                List.of("clock", "image", "minion"),
                refusal.problems().stream().map(Problem::field).toList());
    }

    @Test
    void aSilentEngineIsAskedNothingMore() {
        engines.silence(HOST);
        AutodockException refusal = assertThrows(AutodockException.class, () -> admission.check(HOST));
        assertEquals(
                "engine \"tcp://10.0.0.1:2376\" is not allowed; allowed is an engine that answers (host server h1: its"
                        + " Docker Engine did not answer)",
                refusal.sentence());
    }

    @ParameterizedTest
    @CsvSource({"0, ", "5000, ", "-5000, ", "5001, 5 s ahead", "-61000, 61 s behind"})
    void clocksMayBeFiveSecondsApart(long millisAhead, String found) {
        assertEquals(
                Optional.ofNullable(found),
                HostAdmission.judged(HOST, Duration.ofMillis(millisAhead)).map(Problem::value));
    }

    @Test
    void aMinionThatNobodyNamedIsTheOneOfItsNameWhereThatAnswers() {
        assertEquals("h1", admission.withMinionOfItsName(HOST).minion());
        minionAnswers = false;
        assertEquals("", admission.withMinionOfItsName(HOST).minion());
    }
}
