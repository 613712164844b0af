package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Output of running apps, commands in them, what runs where, and what is cleared away, on real engines. */
class ConsoleIT {

    private static final String TALKING =
            "sh -c 'echo hello from $(hostname); echo it complains >&2; trap \"exit 0\" TERM; sleep 3600 & wait'";

    private static RunningService service;
    private static Tenant tenant;
    private static Map<String, String> stranger;
    private static Map<String, String> owner;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "vlteam");
        stranger = token("vlother");
        owner = token("vlteam");
        ok(service.cli(
                "create",
                "-u",
                "vlteam",
                "-f",
                "talk",
                "-s",
                "vltalk",
                "-n",
                "2",
                "-r",
                "32M",
                "--bootstrap",
                "none",
                "--command",
                TALKING));
    }

    @AfterAll
    static void stop() {
        try {
            ok(tenant.delete("talk", ""));
        } finally {
            service.close();
        }
    }

    private static Map<String, String> token(String user) {
        return Map.of(
                "AUTODOCK_TOKEN",
                service.cli("token", "create", user, "-u", user).out().strip());
    }

    @Test
    void logsOfAllAppsOrOfOneAreShownToTheirOwner() {
        Outcome all = service.cli(owner, "logs", "-f", "talk");
        ok(all);
        for (String line : List.of(
                "vltalk001 | hello from vltalk001", "vltalk002 | hello from vltalk002", "vltalk001 | it complains")) {
            assertTrue(all.out().contains(line + "\n"), line + " in " + all.out());
        }
        assertEquals(
                "it complains\n",
                service.cli(owner, "logs", "-f", "talk", "vltalk002", "--tail", "1")
                        .out());
        JsonNode lines =
                tenant.json("logs", "-u", "vlteam", "-f", "talk", "vltalk001").get("lines");
        assertEquals(2, lines.size());
        assertEquals("stderr", lines.get(1).get("stream").asText());
    }

    @Test
    void aCommandIsRunForAnOperatorAloneAndKeptInTheLog() throws IOException {
        Outcome ran = exec("vltalk001", "sh", "-c", "echo \"$0 $1\"; echo oh >&2", "a b", "$(id)");
        ok(ran);
        assertEquals("a b $(id)\n", ran.out());
        assertEquals("oh\n", ran.error());
        Outcome failed = exec("vltalk001", "sh", "-c", "exit 7");
        assertEquals(1, failed.status());
        assertTrue(failed.error().contains("ended with exit code 7"), failed.error());
        assertEquals(4, exec("vltalk009", "true").status());
        assertEquals(
                3,
                service.cli(owner, "exec", "-f", "talk", "vltalk001", "--", "true")
                        .status());
        String log = Files.readString(service.log());
        assertTrue(log.contains("runs in vltalk001 of vlteam/talk: [sh, -c, exit 7]"), log);
        assertFalse(log.contains("in vltalk001 of vlteam/talk: [true]"), log);
    }

    @Test
    void whatRunsWhereIsShownAsItIsNow() {
        String host = tenant.apps("talk").get(1).get("host-server").asText();
        Tenant.docker(number(host), "pause", "vltalk002");
        try {
            JsonNode apps = tenant.json("ps", "-u", "vlteam", "-f", "talk").get("apps");
            assertEquals("running", apps.get(0).get("state").asText());
            assertEquals("paused", apps.get(1).get("state").asText());
            assertEquals(host, apps.get(1).get("host-server").asText());
        } finally {
            Tenant.docker(number(host), "unpause", "vltalk002");
        }
    }

    @Test
    void ofWhatIsSomebodyElsesNothingIsTold() {
        for (String[] command : List.of(
                new String[] {"logs", "-u", "vlteam", "-f", "talk"},
                new String[] {"ps", "-u", "vlteam", "-f", "talk"})) {
            Outcome refused = service.cli(stranger, command);
            assertEquals(4, refused.status(), refused.toString());
            assertEquals("", refused.out());
            assertEquals("autodock: formation vlteam/talk does not exist\n", refused.error());
        }
        assertEquals(3, service.cli(stranger, "prune").status());
    }

    @Test
    void whatNoFormationHasIsClearedAwayAndNothingElse() {
        String image = Tenant.docker(3, "image", "ls", "-q").lines().findFirst().orElseThrow();
        String request =
                tenant.json("show", "-u", "vlteam", "-f", "talk").get("request").asText();
        ours("vlleft001", image, request);
        ours("vlforeign001", image, "r000000000-00000000");
        Tenant.docker(3, "create", "--name", "vlstranger", image, "true");
        try {
            Outcome foreseen = service.cli("prune", "--dry-run");
            ok(foreseen);
            String line = "dldocker03: container vlleft001 of vlteam/left\n";
            assertTrue(foreseen.out().contains(line), foreseen.toString());
            assertTrue(names().contains("vlleft001"));
            Outcome pruned = service.cli("prune");
            ok(pruned);
            assertTrue(pruned.out().contains(line), pruned.toString());
            assertFalse(names().contains("vlleft001"));
            assertTrue(names().containsAll(List.of("vlstranger", "vlforeign001")));
            assertTrue(pruned.error().contains("container vlforeign001 of vlteam/left is left"), pruned.error());
            assertEquals(2, tenant.containers("talk").size());
        } finally {
            Tenant.docker(3, "rm", "-f", "vlstranger", "vlforeign001");
        }
    }

    private static List<String> names() {
        return Tenant.docker(3, "ps", "-a", "--format", "{{.Names}}").lines().toList();
    }

    /** A container with our labels that no formation has. */
    private static void ours(String name, String image, String request) {
        Stream<String> labels = Stream.of(
                        "user=vlteam",
                        "formation=left",
                        "hostname=" + name,
                        "generation=1",
                        "spec=abc",
                        "request=" + request)
                .flatMap(label -> Stream.of("--label", "io.autodock." + label));
        Tenant.docker(
                3,
                Stream.of(Stream.of("create", "--name", name), labels, Stream.of(image, "true"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    private static Outcome exec(String app, String... words) {
        return service.cli(Stream.concat(Stream.of("exec", "-u", "vlteam", "-f", "talk", app, "--"), Stream.of(words))
                .toArray(String[]::new));
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring(host.length() - 1));
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
