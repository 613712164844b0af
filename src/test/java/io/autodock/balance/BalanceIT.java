package io.autodock.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formations behind a real nginx: what clients of the balancer see of every change. */
class BalanceIT {

    private static final String USER = "btuser";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(15);
    /** Answers with its name; echoes what comes over a connection that is upgraded. */
    private static final String APP = """
            import http.server, socket, socketserver
            class App(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    if self.headers.get('Upgrade'):
                        self.wfile.write(b'HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: echo\\r\\nConnection: Upgrade\\r\\n\\r\\n')
                        while True:
                            line = self.rfile.readline()
                            if not line: return
                            self.wfile.write(line)
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(socket.gethostname().encode())
                def log_message(self, *words): pass
            class Server(http.server.ThreadingHTTPServer): request_queue_size = 256
            Server(('', 80), App).serve_forever()
            """;

    private static final LabBalancer BALANCER = new LabBalancer();
    private static RunningService service;
    private static ServiceCalls calls;
    private static Path certificates;
    private static String publicLine;

    @BeforeAll
    static void start() throws IOException {
        certificates = Files.createTempDirectory("certificates");
        service = RunningService.start(Map.of("autodock.balance.certificates", certificates.toString()));
        calls = new ServiceCalls(service);
        publicLine = Files.readString(service.state().resolve("ssh/id_ed25519.pub"));
        ok(service.cli(
                "balancer", "add", BALANCER.name(), "--address", BALANCER.address(), "--host-key", BALANCER.hostKey()));
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            BALANCER.letIn(publicLine);
            for (JsonNode formation :
                    calls.call("GET", "/v1/formations", "", Map.of()).body().path("formations")) {
                ok(service.cli(
                        "delete", "-u", USER, "-f", formation.path("formation").asText()));
            }
            assertEquals("", BALANCER.asRoot("ls /etc/nginx/autodock.d/*." + USER + ".* 2> /dev/null || true"));
            assertEquals(List.of(), LabContainers.of(USER));
        } finally {
            BALANCER.shutOut(publicLine);
            service.close();
        }
    }

    /** The first test by name has to find the balancer closed; all others wait until it is open. */
    private static synchronized void open() {
        if (!BALANCER.asRoot("cat /srv/autodock/.ssh/authorized_keys 2> /dev/null || true")
                .contains(publicLine.strip())) {
            BALANCER.letIn(publicLine);
        }
        Await.until("the balancer is up to date", SOON, () -> balancerState().equals("current"));
    }

    @Test
    void everyAppAnswersUnderTheNameAndNoneAfterTheDelete() throws IOException {
        open();
        String foreign = BALANCER.asRoot("sha256sum /etc/nginx/nginx.conf /etc/nginx/conf.d/*");
        ok(create("shop", 3, "\"url\": [\"BtShop.test\", \"www.btshop.test\"]"));

        Set<String> seen = new TreeSet<>();
        for (int call = 0; call < 12; call++) {
            seen.add(BALANCER.body(call % 2 == 0 ? "btshop.test" : "www.btshop.test"));
        }
        assertEquals(hostnames("shop"), seen);
        JsonNode told = show("shop").path("traffic").path("balancers").path(0);
        assertEquals(BALANCER.name(), told.path("balancer").asText());
        assertEquals(3, told.path("members").size(), told.toString());
        assertTrue(told.has("confirmed"), told.toString());

        Outcome second = create("other", 1, "\"url\": \"btshop.test\"");
        assertEquals(1, second.status());
        assertTrue(second.error().contains("url \"btshop.test\" is not allowed"), second.error());

        ok(service.cli("delete", "-u", USER, "-f", "shop"));
        assertFalse(BALANCER.get("btshop.test", "/").startsWith("HTTP/1.1 200 "), "nobody answers under the name");
        ok(create("other", 1, "\"url\": \"btshop.test\""));
        assertEquals(hostnames("other"), Set.of(BALANCER.body("btshop.test")));
        ok(service.cli("delete", "-u", USER, "-f", "other"));
        assertEquals(foreign, BALANCER.asRoot("sha256sum /etc/nginx/nginx.conf /etc/nginx/conf.d/*"));
    }

    @Test
    void whatNginxRefusesFailsInItsOwnWordsAndNothingElseChanges() throws IOException {
        open();
        ok(create("good", 1, "\"url\": \"btgood.test\""));
        Outcome refused = create("bad", 1, "\"url\": \"btbad.test\", \"balance-snippet\": \"expires never-ever;\"");
        assertEquals(1, refused.status());
        assertTrue(
                refused.error().contains("\"expires\" directive invalid value in /etc/nginx/autodock.d/"),
                refused.error());
        assertEquals(404, calls.formation(USER, "bad").status());
        assertEquals(List.of(), LabContainers.of(USER, "bad"));

        BALANCER.asRoot("echo 'no such directive;' > /etc/nginx/conf.d/btforeign.conf");
        try {
            Outcome foreign = create("late", 1, "\"url\": \"btlate.test\"");
            assertEquals(1, foreign.status());
            assertTrue(
                    foreign.error().contains("unknown directive \"no\" in /etc/nginx/conf.d/btforeign.conf:1"),
                    foreign.error());
            assertEquals("", BALANCER.asRoot("ls /etc/nginx/autodock.d | grep late || true"));
            assertEquals(hostnames("good"), Set.of(BALANCER.body("btgood.test")));
        } finally {
            BALANCER.asRoot("rm /etc/nginx/conf.d/btforeign.conf");
        }
        ok(create("late", 1, "\"url\": \"btlate.test\", \"balance-snippet\": \"add_header X-Late yes;\""));
        assertTrue(BALANCER.get("btlate.test", "/").contains("X-Late: yes"));
    }

    @Test
    void aKilledAppAndChangesOfItsAndOtherFormationsCostNoRequest() throws Exception {
        open();
        ok(create("busy", 3, "\"url\": \"btbusy.test\""));
        String victim = hostnames("busy").iterator().next();
        try (Load load = new Load(BALANCER, "btbusy.test", 80)) {
            Await.until("every app answers", SOON, () -> load.answers().keySet().containsAll(hostnames("busy")));
            ok(service.cli("edit", "-u", USER, "-f", "busy", "-n", "4"));
            ok(service.cli(
                    "edit", "-u", USER, "-f", "busy", "-n", "2", "--url", "btbusy.test", "--url", "btmore.test"));
            Lab.get().docker(hostNumber(), "kill", victim);
            int atKill = load.ended();
            ok(create("passing", 1, "\"url\": \"btpassing.test\""));
            ok(service.cli("delete", "-u", USER, "-f", "passing"));
            Await.until("seconds of load after it", SOON, () -> load.ended() > atKill + 160);
            assertEquals(List.of(), load.failures());
        }
        assertTrue(BALANCER.body("btmore.test").startsWith(USER), "the new name is served");
        ok(service.cli("delete", "-u", USER, "-f", "busy"));
    }

    @Test
    void aRequestAtAnAppThatGoesIsWaitedFor() throws Exception {
        open();
        ok(create("chat", 1, "\"url\": \"btchat.test\""));
        String delete;
        try (Socket socket = upgraded("btchat.test")) {
            assertEquals("hello", echo(socket, "hello"));
            delete = calls.call("DELETE", "/v1/formations/" + USER + "/chat", "", Map.of())
                    .body()
                    .path("request")
                    .asText();
            Await.until("the name is not served", SOON, () -> !BALANCER.body("btchat.test")
                    .startsWith(USER));
            assertEquals("still here", echo(socket, "still here"));
        }
        assertEquals("done", calls.awaitEnd(delete, SOON).path("state").asText());
    }

    @Test
    void namesAreServedOverTlsWithTheirOwnCertificate(@TempDir Path folder) throws Exception {
        open();
        Path own = Files.createDirectories(certificates.resolve(USER));
        for (String name : List.of("bttls.test", "btsni.test")) {
            run(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=" + name,
                    "-addext",
                    "subjectAltName=DNS:" + name,
                    "-keyout",
                    own.resolve(name + ".key").toString(),
                    "-out",
                    own.resolve(name + ".pem").toString());
        }
        ok(create("secure", 1, "\"url\": \"bttls.test\", \"balance-tls\": \"bttls.test\""));
        ok(create("sni", 1, "\"url\": \"btsni.test\", \"balance-tls\": \"btsni.test\""));
        for (String name : List.of("bttls.test", "btsni.test")) {
            String said = run(
                    "curl",
                    "-sS",
                    "--noproxy",
                    "*",
                    "--cacert",
                    own.resolve(name + ".pem").toString(),
                    "--resolve",
                    name + ":443:" + BALANCER.address(),
                    "https://" + name + "/");
            assertEquals(hostnames(name.equals("bttls.test") ? "secure" : "sni"), Set.of(said.strip()));
        }
        assertTrue(BALANCER.get("bttls.test", "/a?b").contains("Location: https://bttls.test/a?b"));
        assertEquals(
                "600 autodock",
                BALANCER.asRoot("stat -c '%a %U' /etc/nginx/autodock.d/tls/*." + USER + ".secure.key")
                        .strip());
    }

    @Test
    void aPathAndAPortAndTheLongestNameAreServed() throws Exception {
        open();
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        ok(create("placed", 1, "\"url\": [\"btpath.test/api\", \"" + longest + "\"], \"balance-port\": 21080"));
        assertTrue(BALANCER.get("btpath.test", "/api/x").startsWith("HTTP/1.1 200 "));
        assertTrue(BALANCER.get("btpath.test", "/").startsWith("HTTP/1.1 404 "));
        assertEquals(hostnames("placed"), Set.of(BALANCER.body(longest)));
        String onPort = BALANCER.call(21080, "GET / HTTP/1.0\r\n\r\n");
        assertTrue(onPort.startsWith("HTTP/1.1 200 "), onPort);
    }

    @Test
    void aBurstCostsFewReloadsAndVerifyNoneUntilAFileIsChangedByHand() throws Exception {
        open();
        int before = reloads();
        List<String> requests = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            requests.add(calls.order(order("burst" + number, 1, "\"url\": \"btburst" + number + ".test\"")));
        }
        for (String request : requests) {
            JsonNode ended = calls.awaitEnd(request, Duration.ofSeconds(60));
            assertEquals("done", ended.path("state").asText(), ended.toString());
        }
        for (int number = 1; number <= 8; number++) {
            assertEquals(hostnames("burst" + number), Set.of(BALANCER.body("btburst" + number + ".test")));
        }
        assertTrue(reloads() - before <= 5, () -> reloads() - before + " reloads for 8 formations");

        String workers = BALANCER.workers();
        String file = BALANCER.asRoot("ls /etc/nginx/autodock.d/*." + USER + ".burst1.conf")
                .strip();
        String whole = BALANCER.asRoot("cat " + file);
        ok(service.cli("verify"));
        assertEquals(workers, BALANCER.workers(), "nothing to mend, nothing reloaded");
        BALANCER.asRoot("sed -i s/max_fails=1/max_fails=9/ " + file);
        Outcome verified = service.cli("verify");
        ok(verified);
        String line = "balancer " + BALANCER.name() + " did not have " + USER + "/burst1 as recorded; now it has";
        assertTrue(verified.out().contains(line), verified.out());
        assertEquals(whole, BALANCER.asRoot("cat " + file));
        assertFalse(service.cli("verify").out().contains("as recorded; now it has"));
    }

    @Test
    void aBalancerThatCantBeToldIsRememberedAndBroughtUpToDate() throws IOException {
        BALANCER.shutOut(publicLine);
        service.kill();
        service.restart();
        Outcome made = create("waiting", 1, "\"url\": \"btwaiting.test\"");
        ok(made);
        assertTrue(
                (made.out() + made.error()).contains("it is brought up to date when it is back"),
                made.out() + made.error());
        assertEquals("behind", balancerState());
        BALANCER.letIn(publicLine);
        Await.until("the balancer has caught up", SOON, () -> balancerState().equals("current"));
        assertEquals(hostnames("waiting"), Set.of(BALANCER.body("btwaiting.test")));
    }

    @Test
    void theAccountMayDoTwoThingsAsRootAndNoMore() {
        for (String allowed : List.of("/usr/sbin/nginx -s reload")) {
            BALANCER.asRoot("su autodock -c 'sudo -n " + allowed + "'");
        }
        for (String refused : List.of("/usr/sbin/nginx -s stop", "/usr/sbin/nginx -t -c /tmp/x", "/bin/sh", "id")) {
            String said = BALANCER.asRoot("su autodock -c 'sudo -n " + refused + "' && echo let through || true");
            assertFalse(said.contains("let through"), refused);
        }
    }

    private static int reloads() {
        return Integer.parseInt(BALANCER.asRoot("grep -c 'signal 1 (SIGHUP) received' /var/log/nginx/error.log || true")
                .strip());
    }

    private static Socket upgraded(String host) throws IOException {
        Socket socket = BALANCER.open(80);
        String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertEquals("HTTP/1.1 101 Switching Protocols", line(socket.getInputStream()));
        String head = line(socket.getInputStream());
        while (!head.isEmpty()) {
            head = line(socket.getInputStream());
        }
        return socket;
    }

    private static String echo(Socket socket, String said) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((said + "\n").getBytes(StandardCharsets.US_ASCII));
        return line(socket.getInputStream());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
            line.append((char) letter);
        }
        return line.toString().strip();
    }

    private static int hostNumber() {
        return 2;
    }

    private static String order(String formation, int number, String traffic) throws IOException {
        return "{\"user\": \"" + USER + "\", \"formation\": \"" + formation + "\", \"number\": " + number
                + ", \"hostname-scheme\": \"" + USER + formation + "x\", \"bootstrap\": \"none\", \"host-server\": \""
                + Lab.get().host(hostNumber()).name() + "\", \"command\": "
                + JSON.writeValueAsString(List.of("python3", "-c", APP)) + ", " + traffic + "}";
    }

    /** Through a dropped order's own JSON, followed by the command line as a user would. */
    private static Outcome create(String formation, int number, String traffic) throws IOException {
        ServiceCalls.Answer answer = calls.call("POST", "/v1/formations", order(formation, number, traffic), Map.of());
        if (answer.status() != 202) {
            return new Outcome(1, "", answer.body().path("detail").asText());
        }
        return service.cli("request", answer.body().path("request").asText(), "--follow");
    }

    private static String balancerState() throws IOException {
        return calls.call("GET", "/v1/balancers", "", Map.of())
                .body()
                .path("balancers")
                .path(0)
                .path("state")
                .asText();
    }

    private static JsonNode show(String formation) throws IOException {
        return calls.formation(USER, formation).body();
    }

    private static Set<String> hostnames(String formation) throws IOException {
        Set<String> names = new TreeSet<>();
        show(formation)
                .path("apps")
                .forEach(app -> names.add(app.path("hostname").asText()));
        return names;
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.out() + outcome.error());
    }

    private static String run(String... words) throws Exception {
        Process process = new ProcessBuilder(Stream.of(words).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
