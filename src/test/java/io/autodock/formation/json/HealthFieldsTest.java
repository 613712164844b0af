package io.autodock.formation.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.Order;
import io.autodock.formation.Spec;
import io.autodock.formation.rule.HealthCheck;
import io.autodock.formation.rule.HealthProbe;
import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an app is told well, as users write it. */
class HealthFieldsTest {

    private static final OrderReader READER =
            new OrderReader(new OrderDefaults(Optional.of("sshd:1"), Optional.empty()));

    @Test
    void whatIsLeftOutIsTheDefault() {
        assertEquals(
                new HealthCheck(new HealthProbe.Tcp(80), Duration.ofSeconds(5), 3, Duration.ofSeconds(60)),
                check("\"health\": \"tcp:80\""));
    }

    @Test
    void flatFieldsAndAnObjectSayTheSame() {
        HealthCheck flat = check("\"health\": \"http:80/ready?a=b\", \"health-interval\": \"500ms\","
                + " \"health-retries\": 2, \"health-start-period\": \"1m\"");
        assertEquals(
                new HealthCheck(
                        new HealthProbe.Http(80, "/ready?a=b"), Duration.ofMillis(500), 2, Duration.ofMinutes(1)),
                flat);
        assertEquals(
                flat,
                check("\"health\": {\"check\": \"http:80/ready?a=b\", \"interval\": \"500ms\", \"retries\": \"2\","
                        + " \"start-period\": \"60s\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"health\": \"tcp:22\"",
                "\"health\": \"http:80\"",
                "\"health\": \"cmd:test -e /run/ready && echo 'it is'\"",
                "\"health\": \"tcp:80\", \"health-interval\": \"1500ms\", \"health-retries\": 100",
                "\"health\": \"tcp:80\", \"health-start-period\": \"0s\""
            })
    void whatIsKeptIsReadBack(String fields) {
        Spec spec = spec(fields);
        assertEquals(spec, SpecJson.read(SpecJson.write(spec)));
    }

    @Test
    void anotherCheckIsAnotherSpecButNoOtherContainer() {
        Spec without = spec("\"number\": 1");
        Spec with = spec("\"health\": \"tcp:80\"");
        assertNotEquals(without.hash(), with.hash());
        assertEquals(without.containerHash(), with.containerHash());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "health": "tcp:0" | health
        "health": "tcp:65536" | health
        "health": "tcp" | health
        "health": "udp:80" | health
        "health": "cmd: " | health
        "health": "cmd:a\\nb" | health
        "health": "http:80/a b" | health
        "health": "http:80ready" | health
        "health": 80 | health
        "health": "tcp:81" | health
        "health": "tcp:82" | health
        "health": "tcp:53" | health
        "health": {} | health
        "health": {"interval": "5s"} | health
        "health": {"check": "tcp:80", "tries": 3} | health.tries
        "health": {"check": "tcp:80", "interval": "5s"}, "health-interval": "5s" | health.interval
        "health-interval": "5s" | health
        "health": "tcp:80", "health-interval": "100ms" | health-interval
        "health": "tcp:80", "health-interval": "5" | health-interval
        "health": "tcp:80", "health-interval": "2h" | health-interval
        "health": "tcp:80", "health-retries": 0 | health-retries
        "health": "tcp:80", "health-start-period": "61m" | health-start-period
        """)
    void refusesWithTheFieldAndWhatIsAllowed(String fields, String field) {
        AutodockException refused = assertThrows(AutodockException.class, () -> spec(fields));
        assertTrue(
                refused.problems().stream().anyMatch(problem -> problem.field().equals(field)), refused.sentence());
    }

    private static HealthCheck check(String fields) {
        return spec(fields).upkeep().health().orElseThrow();
    }

    private static Spec spec(String fields) {
        Order order = READER.read(("{\"user\": \"team1\", \"formation\": \"f1\", \"hostname-scheme\": \"web\","
                                + " \"ports\": [\"8080:80\", \"127.0.0.1:8082:82\", \"53/udp\"], " + fields + "}")
                        .getBytes(StandardCharsets.UTF_8))
                .get(0);
        return order.spec().orElseThrow();
    }
}
