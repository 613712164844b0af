package io.autodock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands send, and what they make of the answer. */
class OrdersTest {

    private static final String ACCEPTED = """
            {"request": "r1", "operation": "create", "user": "cholcomb", "formation": "owncloud", "state": "accepted"}
            """;
    private static final String PLACED = """
            {"request": "r1", "operation": "create", "user": "cholcomb", "formation": "owncloud", "state": "placed",
             "notices": ["8080 is taken on h1: 8081"],
             "apps": [{"hostname": "clweb001", "host-server": "h1", "state": "placed"},
                      {"hostname": "clweb002", "host-server": "h2", "state": "placed"}]}
            """;
    private static final String DONE = """
            {"request": "r1", "operation": "create", "user": "cholcomb", "formation": "owncloud", "state": "done",
             "sentence": "2 apps run on 2 host servers", "notices": ["8080 is taken on h1: 8081"],
             "apps": [{"hostname": "clweb001", "host-server": "h1", "state": "bootstrapped", "ports": ["8081:80"],
                       "ssh-port": 9023, "container-id": "0123456789abcdef"},
                      {"hostname": "clweb002", "host-server": "h2", "state": "bootstrapped", "ssh-port": 9023}]}
            """;
    private static final String FAILED = """
            {"request": "r1", "operation": "create", "user": "cholcomb", "formation": "owncloud", "state": "failed",
             "code": "%s", "sentence": "no host server has room"}
            """;
    private static final String FOLLOW = "GET /v1/requests/r1?wait=1";

    private final AnsweringService service = new AnsweringService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void createSendsWhatWasTypedAndFollowsInLines() {
        service.on("POST /v1/formations", 202, ACCEPTED).on(FOLLOW, 200, PLACED).on(FOLLOW, 200, DONE);
        CommandRun run = CommandRun.of(
                service,
                "create",
                "-u",
                "cholcomb",
                "-f",
                "owncloud",
                "-n",
                "2",
                "-c",
                "100",
                "-r",
                "100M",
                "-s",
                "clweb",
                "-p",
                "8080:80",
                "-p",
                "53/udp",
                "-v",
                "/srv/my ümläut:/data",
                "-z",
                "h1",
                "-i",
                "sshd:1",
                "--bootstrap",
                "cron");
        assertEquals(
                "{\"user\":\"cholcomb\",\"formation\":\"owncloud\",\"number\":\"2\",\"cpu-shares\":\"100\",\"ram\":\"100M\","
                        + "\"hostname-scheme\":\"clweb\",\"image\":\"sshd:1\",\"ports\":[\"8080:80\",\"53/udp\"],"
                        + "\"volumes\":[\"/srv/my ümläut:/data\"],\"host-server\":\"h1\",\"bootstrap\":\"cron\"}",
                service.calls().get(0).body());
        assertEquals("""
                request r1 accepted: create cholcomb/owncloud
                clweb001 placed on h1
                clweb002 placed on h2
                note: 8080 is taken on h1: 8081
                clweb001 bootstrapped on h1
                clweb002 bootstrapped on h2
                2 apps run on 2 host servers
                """, run.out());
        assertEquals("", run.err());
        assertEquals(0, run.status());
    }

    @Test
    void variablesComeFromFilesOptionsAndTheShell(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("env"), "# a comment\n\nA=1\n  B=two words \nHOME\n");
        service.on("POST /v1/formations", 202, ACCEPTED);
        CommandRun run = CommandRun.of(
                CommandRun.plainTerminal(80),
                Map.of("AUTODOCK_SERVER", service.address(), "AUTODOCK_TOKEN", "t", "HOME", "/root"),
                "create",
                "-f",
                "a",
                "--env-file",
                file.toString(),
                "-e",
                "A=2",
                "-eC=3",
                "--label",
                "x=y",
                "--restart",
                "no",
                "--where",
                "rack=a",
                "--privileged",
                "--no-wait");
        assertEquals("", run.err());
        assertEquals(
                "{\"formation\":\"a\",\"env\":[\"A=1\",\"B=two words \",\"HOME=/root\",\"A=2\",\"C=3\"],"
                        + "\"labels\":[\"x=y\"],\"privileged\":\"true\",\"where\":[\"rack=a\"],\"restart\":\"no\"}",
                service.calls().get(0).body());
    }

    @Test
    void aVariableThatIsNowhereSetAndAFileThatIsNotThereAreToldAtOnce() {
        CommandRun unset = CommandRun.of(service, "create", "-f", "a", "-e", "NOWHERE");
        assertEquals(2, unset.status());
        assertTrue(unset.err().contains("env \"NOWHERE\" is not allowed"), unset.err());
        CommandRun absent = CommandRun.of(service, "-f", "a", "--env_file=/nonexistent");
        assertEquals(2, absent.status());
        assertTrue(absent.err().contains("this one can't be read"), absent.err());
    }

    @Test
    void anOrderBearsItsKeyItsTriggerAndTheToken() {
        service.on("POST /v1/formations", 202, ACCEPTED);
        CommandRun.of(service, "create", "-f", "owncloud", "-s", "clweb", "--no-wait");
        Map<String, String> headers = service.calls().get(0).headers();
        assertEquals("Bearer secret", headers.get("Authorization"));
        assertEquals("command-line", headers.get("Autodock-trigger"));
        assertEquals("application/json", headers.get("Content-type"));
        assertNotNull(headers.get("Idempotency-key"));
    }

    @Test
    void theFlatFormSendsTheSameOrder() {
        service.on("POST /v1/formations", 202, ACCEPTED);
        CommandRun.of(service, "create", "-u", "a", "-f", "b", "-n", "3", "-s", "c", "--no-wait");
        CommandRun.of(service, "-u", "a", "-f", "b", "-n", "3", "-h", "c", "--no-wait");
        assertEquals(service.calls().get(0).body(), service.calls().get(1).body());
    }

    @Test
    void aTerminalThatRedrawsEndsWithTheTableOfApps() {
        service.on("POST /v1/formations", 202, ACCEPTED).on(FOLLOW, 200, DONE);
        CommandRun run = CommandRun.of(
                CommandRun.plainTerminal(80),
                Map.of("AUTODOCK_SERVER", service.address()),
                "create",
                "-f",
                "owncloud",
                "-s",
                "clweb");
        assertTrue(run.out().endsWith("""
                                2 apps run on 2 host servers

                                HOSTNAME  HOST SERVER  STATE         PORTS    SSH PORT  CONTAINER
                                clweb001  h1           bootstrapped  8081:80      9023  0123456789ab
                                clweb002  h2           bootstrapped               9023
                                """), run.out());
    }

    @Test
    void noWaitSaysTheIdAlone() {
        service.on("POST /v1/formations", 202, ACCEPTED);
        assertEquals(
                "r1\n", CommandRun.of(service, "create", "-f", "a", "--no-wait").out());
    }

    @Test
    void jsonIsOneDocumentEvenWhenItFailed() {
        service.on("POST /v1/formations", 202, ACCEPTED).on(FOLLOW, 200, FAILED.formatted("conflict"));
        CommandRun run = CommandRun.of(service, "create", "-f", "a", "--json");
        assertEquals(FAILED.formatted("conflict"), run.out());
        assertEquals("autodock: no host server has room (request r1)\n", run.err());
        assertEquals(1, run.status());
    }

    @Test
    void quietSaysNothing() {
        service.on("POST /v1/formations", 202, ACCEPTED).on(FOLLOW, 200, DONE);
        assertEquals("", CommandRun.of(service, "create", "-f", "a", "-q").out());
    }

    @Test
    void aFailedRequestEndsWithTheStatusOfItsCode() {
        service.on("POST /v1/formations", 202, ACCEPTED).on(FOLLOW, 200, FAILED.formatted("unavailable"));
        assertEquals(5, CommandRun.of(service, "create", "-f", "a").status());
    }

    @Test
    void aServiceThatIsBusyForAMomentIsFollowedFurther() {
        service.on("POST /v1/formations", 202, ACCEPTED)
                .on(FOLLOW, 503, "{\"detail\": \"busy\", \"code\": \"unavailable\"}")
                .on(FOLLOW, 200, DONE);
        assertEquals(0, CommandRun.of(service, "create", "-f", "a").status());
    }

    @Test
    void deleteIsAnOrderToo() {
        service.on("POST /v1/formations", 202, ACCEPTED);
        CommandRun.of(service, "delete", "-u", "a", "-f", "b", "--no-wait");
        assertEquals(
                "{\"operation\":\"delete\",\"user\":\"a\",\"formation\":\"b\"}",
                service.calls().get(0).body());
    }

    @Test
    void verifyReportsWithOrWithoutDryRun() {
        service.on(
                "POST /v1/verify",
                200,
                "{\"request\": \"r2\", \"operation\": \"verify\", \"state\": \"done\", \"report\": [\"clweb001 is gone\"],"
                        + " \"sentence\": \"1 difference\"}");
        CommandRun run = CommandRun.of(service, "-check_cluster", "--dry-run");
        assertEquals("{}", service.calls().get(0).body());
        assertEquals("request r2 accepted: verify of everything\nclweb001 is gone\n1 difference\n", run.out());
    }

    @Test
    void aPlanThatRefusesIsStatusOne() {
        service.on("POST /v1/plan", 200, """
                {"possible": false, "sentence": "no room", "image": {"written": "sshd", "digest": "sha256:1"},
                 "hosts": [{"rank": 1, "host-server": "h1", "load15": 0.12, "cores": 2, "memory-mb": 100,
                            "promised-mb": 90, "recent-failures": 0, "facts": "minion", "apps": 0, "refusal": "full"}]}
                """);
        CommandRun run = CommandRun.of(service, "plan", "create", "-f", "a");
        assertEquals(
                "{\"operation\":\"create\",\"formation\":\"a\"}",
                service.calls().get(0).body());
        assertEquals("""
                no room
                image sshd  sha256:1

                rank\thost-server\tapps\trefusal\tload15\tcores\tmemory-mb\tpromised-mb\trecent-failures\tfacts
                1\th1\t0\tfull\t0.12\t2\t100\t90\t0\tminion
                """, run.out());
        assertEquals(1, run.status());
    }

    @Test
    void aTokenStandsAloneOnStandardOutput() {
        service.on("POST /v1/tokens", 201, "{\"id\": \"t1\", \"token\": \"s3cret\"}");
        CommandRun run = CommandRun.of(service, "token", "create", "ci", "-u", "cholcomb");
        assertEquals(
                "{\"name\":\"ci\",\"role\":\"user\",\"user\":\"cholcomb\"}",
                service.calls().get(0).body());
        assertEquals("s3cret\n", run.out());
        assertFalse(run.err().contains("s3cret"));
    }

    @Test
    void aHostIsAddedWithItsLabels() {
        service.on("POST /v1/hosts", 201, "{}");
        CommandRun.of(service, "host", "add", "h1", "--address", "10.0.0.1", "--label", "rack=a", "--label", "ssd=yes");
        assertEquals(
                "{\"name\":\"h1\",\"address\":\"10.0.0.1\",\"labels\":{\"rack\":\"a\",\"ssd\":\"yes\"}}",
                service.calls().get(0).body());
    }

    @Test
    void aRemovalWithoutABodyIsStillOneJsonDocument() {
        service.on("DELETE /v1/tokens/a%2F..%2Fb", 204, "");
        assertEquals(
                "{}\n",
                CommandRun.of(service, "token", "revoke", "a/../b", "--json").out());
    }

    @Test
    void showFindsTheOwnerWhoseFormationItIs() {
        service.on("GET /v1/formations", 200, "{\"formations\": [{\"user\": \"a\", \"formation\": \"b\"}]}")
                .on(
                        "GET /v1/formations/a/b",
                        200,
                        "{\"user\": \"a\", \"formation\": \"b\", \"state\": \"complete\", \"number\": 1}");
        assertEquals(
                "formation        a/b\nstate            complete\nnumber           1\n",
                CommandRun.of(service, "show", "-f", "b").out());
    }

    @Test
    void showAsksForTheUserWhereSeveralHaveSuchAFormation() {
        service.on(
                "GET /v1/formations",
                200,
                "{\"formations\": [{\"user\": \"a\", \"formation\": \"b\"}, {\"user\": \"c\", \"formation\": \"b\"}]}");
        CommandRun run = CommandRun.of(service, "show", "-f", "b");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("a, c; name one with -u"), run.err());
    }

    @Test
    void aRefusalKeepsTheSentenceOfTheServiceAndItsStatus() {
        service.on(
                "POST /v1/formations",
                400,
                "{\"detail\": \"ram \\\"12parsecs\\\" is not allowed\", \"code\": \"invalid\", \"status\": 400}");
        CommandRun run = CommandRun.of(service, "create", "-r", "12parsecs");
        assertEquals("autodock: ram \"12parsecs\" is not allowed\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.status());
    }

    @Test
    void noServerIsStatusFiveAndNamesTheAddress() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        CommandRun run =
                CommandRun.of(CommandRun.plainTerminal(80), Map.of(), "list", "--server", "http://127.0.0.1:" + port);
        assertEquals(
                "autodock: no Autodock service answers at http://127.0.0.1:" + port
                        + "; start one with \"autodock serve\", or name one with --server\n",
                run.err());
        assertEquals(5, run.status());
    }

    @Test
    void noTokenIsStatusThree() {
        service.on("GET /v1/formations", 401, "{\"detail\": \"who are you\", \"code\": \"unauthenticated\"}");
        CommandRun run =
                CommandRun.of(CommandRun.plainTerminal(80), Map.of("AUTODOCK_SERVER", service.address()), "list");
        assertTrue(run.err().startsWith("autodock: no token: set AUTODOCK_TOKEN"), run.err());
        assertEquals(3, run.status());
    }

    @Test
    void anotherKindOfServerIsToldApart() {
        service.on("GET /v1/formations", 200, "<html>");
        CommandRun run = CommandRun.of(service, "list");
        assertTrue(run.err().endsWith("answered 200, but not as an Autodock service does\n"), run.err());
        assertEquals(5, run.status());
    }

    @Test
    void everyHttpStatusHasItsExitStatus() {
        Map<Integer, Integer> expected = Map.ofEntries(
                Map.entry(400, 2),
                Map.entry(401, 3),
                Map.entry(403, 3),
                Map.entry(404, 4),
                Map.entry(405, 2),
                Map.entry(409, 1),
                Map.entry(413, 2),
                Map.entry(422, 1),
                Map.entry(429, 5),
                Map.entry(500, 1),
                Map.entry(502, 1),
                Map.entry(503, 5));
        expected.forEach((http, exit) -> {
            try (AnsweringService own = new AnsweringService()) {
                own.on("GET /v1/hosts", http, "{\"detail\": \"no\"}");
                assertEquals(exit, CommandRun.of(own, "hosts").status(), "HTTP " + http);
            }
        });
    }
}
