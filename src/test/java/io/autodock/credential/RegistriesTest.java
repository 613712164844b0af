package io.autodock.credential;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import io.autodock.step.SetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that refuse are spared; case 028: no more than about 10 questions a minute in all. */
class RegistriesTest {

    private static final String IMAGE = "r.example.com:5000/team/sshd";

    private final SetClock clock = new SetClock();
    private final List<String> refused = new ArrayList<>();
    private Optional<Credential> shown = Optional.of(new Credential("u", Secret.of("one")));
    private final Registries registries = new Registries(new Fixed(), new RegistryPauses(clock));

    /** Shows what the test says. */
    private final class Fixed implements Credentials {
        @Override
        public Optional<Credential> of(String registry) {
            return shown;
        }

        @Override
        public void refused(String registry) {
            refused.add(registry);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "r.example.com:5000/team/sshd, r.example.com:5000",
        "localhost/sshd, localhost",
        "127.0.0.1:5000/sshd@sha256:11, 127.0.0.1:5000",
        "team/sshd, docker.io",
        "sshd, docker.io",
        "docker.io/library/sshd, docker.io"
    })
    void anImageTellsItsRegistry(String repository, String registry) {
        assertEquals(registry, RegistryName.of(repository));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toomanyrequests: You have reached your pull rate limit",
                "unauthorized: authentication required",
                "Get \"http://r:5000/v2/\": dial tcp 10.0.0.1:5000: connect: connection refused",
                "received unexpected HTTP status: 503 Service Unavailable",
                "no basic auth credentials"
            })
    void whatARegistryRefusesIsNotAskedAgainAtOnce(String message) {
        registries.failed(registries.ask(IMAGE), message);
        AutodockException notNow = assertThrows(AutodockException.class, () -> registries.ask(IMAGE));
        assertEquals(ProblemCode.UNAVAILABLE, notNow.code());
        assertEquals(message + "; registry r.example.com:5000 is asked again in 2 s", notNow.sentence());
        assertDoesNotThrow(() -> registries.ask("other.example.com/sshd"));
        clock.pass(Duration.ofSeconds(2));
        assertDoesNotThrow(() -> registries.ask(IMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest unknown", "no space left on device", "not found: sha256:500500"})
    void whatIsNotTheRegistrysDoingStopsNothing(String message) {
        registries.failed(registries.ask(IMAGE), message);
        assertDoesNotThrow(() -> registries.ask(IMAGE));
    }

    @Test
    void theQuestionsOfAMinuteAreFew() {
        int asked = 0;
        for (int tenth = 0; tenth < 3_000; tenth++) {
            try {
                registries.failed(registries.ask(IMAGE), "unauthorized");
                asked++;
            } catch (AutodockException spared) {
                clock.pass(Duration.ofMillis(100));
            }
        }
        assertTrue(asked <= 14, asked + " questions in 5 minutes");
        assertTrue(asked >= 10, asked + " questions in 5 minutes");
    }

    @Test
    void otherCredentialsAreShownAtOnce() {
        registries.failed(registries.ask(IMAGE), "unauthorized");
        assertEquals(List.of("r.example.com:5000"), refused);
        shown = Optional.of(new Credential("u", Secret.of("two")));
        assertDoesNotThrow(() -> registries.ask(IMAGE));
    }

    @Test
    void anAnswerEndsThePauses() {
        registries.failed(registries.ask(IMAGE), "unauthorized");
        clock.pass(Duration.ofSeconds(2));
        Registries.Asked asked = registries.ask(IMAGE);
        registries.answered(asked);
        registries.failed(asked, "unauthorized");
        assertTrue(assertThrows(AutodockException.class, () -> registries.ask(IMAGE))
                .sentence()
                .endsWith("in 2 s"));
    }

    @Test
    void whatIsShownIsNeverTold() {
        assertFalse(registries.ask(IMAGE).toString().contains("one"));
    }
}
