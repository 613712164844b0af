package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Await;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Health of apps on real engines: the lines of case 033 on it, and what is done with an app that falls ill. */
class HealthIT {

    private static final String LATE_SSHD =
            "sh -c 'ssh-keygen -A; mkdir -p /run/sshd; sleep 2; exec /usr/sbin/sshd -D'";
    private static final String RESTING = "sh -c 'rm -f /run/ill; trap \"exit 0\" TERM; sleep 3600 & wait'";

    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "vhteam");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aSlowStarterIsMadeOnceItIsWell() {
        ok(create("slow", "-s", "vhslow", "-n", "2", "-p", "8022:22", "--command", LATE_SSHD, "--health", "tcp:22"));
        try {
            assertEquals(Set.of("healthy"), health("slow"));
        } finally {
            ok(tenant.delete("slow", ""));
        }
        assertEquals(List.of(), tenant.left("slow", "vhslow"));
    }

    @Test
    void oneThatIsNeverWellFailsTheWholeAndIsNamed() {
        Outcome refused = create(
                "never",
                Stream.of(
                        "-s", "vhnever", "-n", "2", "-p", "8080:80", "--command", RESTING, "--health", "http:80/ready"),
                hasty());
        assertEquals(1, refused.status(), refused.toString());
        String named = "vhnever00[12] on host server dldocker0[123] is not healthy: http:80/ready .*2 looks in a row";
        assertTrue(Pattern.compile(named).matcher(refused.error()).find(), refused.error());
        assertEquals(List.of(), tenant.left("never", "vhnever"));
    }

    @Test
    void oneThatEndsWhileItIsWaitedForIsToldWithItsLastLine() {
        Outcome refused = create(
                "dying",
                "-s",
                "vhdie",
                "-p",
                "8081:80",
                "--command",
                "sh -c 'sleep 4; echo no config; exit 3'",
                "--health",
                "tcp:80");
        assertEquals(1, refused.status(), refused.toString());
        assertTrue(refused.error().contains("exit code 3; its last line was \"no config\""), refused.error());
        assertEquals(List.of(), tenant.left("dying", "vhdie"));
    }

    @Test
    void oneThatFallsIllIsRestarted() throws IOException {
        ok(create(
                "ill", Stream.of("-s", "vhill", "--command", RESTING, "--health", "cmd:test ! -e /run/ill"), hasty()));
        try {
            String host = tenant.apps("ill").get(0).get("host-server").asText();
            String before = started(host);
            LabContainers.exec(host, "vhill001", "touch", "/run/ill");
            Await.until("it is restarted", Duration.ofSeconds(20), () -> !started(host)
                    .equals(before));
            Await.until("it is well again", Duration.ofSeconds(20), () -> health("ill")
                    .equals(Set.of("healthy")));
            JsonNode heal = Tenant.list(tenant.json("requests").get("requests")).stream()
                    .filter(request -> request.get("operation").asText().equals("heal"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("done", heal.get("state").asText());
            assertTrue(heal.get("sentence").asText().endsWith(": it is restarted"), heal.toString());
        } finally {
            ok(tenant.delete("ill", ""));
        }
    }

    @Test
    void oneThatARestartDoesNotHelpIsReplaced() throws IOException {
        String stubborn = "sh -c 'trap \"exit 0\" TERM; sleep 3600 & wait'";
        ok(create(
                "sick",
                Stream.of("-s", "vhsick", "--command", stubborn, "--health", "cmd:test ! -e /var/ill"),
                hasty()));
        try {
            JsonNode app = tenant.apps("sick").get(0);
            String host = app.get("host-server").asText();
            LabContainers.exec(host, "vhsick001", "touch", "/var/ill");
            Await.until(
                    "another container is well",
                    Duration.ofSeconds(40),
                    () -> isAnotherAndWell(tenant.apps("sick").get(0), app.path("container-id")));
            assertEquals(1, tenant.containers("sick").size());
        } finally {
            ok(tenant.delete("sick", ""));
        }
        assertEquals(List.of(), tenant.left("sick", "vhsick"));
    }

    private static boolean isAnotherAndWell(JsonNode now, JsonNode before) {
        return !now.path("container-id").equals(before)
                && now.path("health").asText().equals("healthy");
    }

    private static String started(String host) {
        try {
            return LabContainers.inspect(host, "vhill001")
                    .path("State")
                    .path("StartedAt")
                    .asText();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Little patience, for those who are meant to fail. */
    private static Stream<String> hasty() {
        return Stream.of("--health-interval", "500ms", "--health-retries", "2", "--health-start-period", "1s");
    }

    private static Set<String> health(String formation) {
        return tenant.apps(formation).stream()
                .map(app -> app.path("health").asText("nothing"))
                .collect(Collectors.toSet());
    }

    private static Outcome create(String formation, Stream<String> options, Stream<String> more) {
        return create(formation, Stream.concat(options, more).toArray(String[]::new));
    }

    private static Outcome create(String formation, String... options) {
        return service.cli(Stream.concat(
                        Stream.of("create", "-u", "vhteam", "-f", formation, "--bootstrap", "none", "-r", "32M"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
