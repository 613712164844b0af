package io.autodock.cases;

import static io.autodock.cases.Orders.order;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.lab.Await;
import io.autodock.lab.Calls;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad input through every door: one sentence each, the right status, nothing left behind. */
class BadInputIT {

    private static final String METACHARACTERS = "a;touch pwned|`id`$(id)&'\"";

    private static RunningService service;
    private static Calls operator;

    /** A kind of bad input: what comes in, how it is answered over HTTP, and how the sentence begins. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Kind(String name, byte[] body, int status, String sentence) {
        static Kind of(String name, String body, int status, String sentence) {
            return new Kind(name, body.getBytes(StandardCharsets.UTF_8), status, sentence);
        }
    }

    private static Orders good() {
        return order("team1", "f1", "tbbad");
    }

    private static Kind field(String field, String value, String name) {
        return Kind.of(name, good().with(field, value).text(), 400, field + " \"");
    }

    private static List<Kind> kinds() {
        byte[] notUtf8 = good().text().replace("tbbad", "tb\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        byte[] large = new byte[3 << 20];
        Arrays.fill(large, (byte) ' ');
        List<Kind> kinds = new ArrayList<>(List.of(
                Kind.of("unknown-field", good().with("hostname-shceme", "x").text(), 400, "field \"hostname-shceme\""),
                Kind.of("later-field", good().with("url", "x").text(), 400, "field \"url\""),
                Kind.of("wrong-type", good().withJson("ports", "5").text(), 400, "ports \""),
                Kind.of("null", good().withJson("number", "null").text(), 400, "number \""),
                Kind.of("number-zero", good().withJson("number", "0").text(), 400, "number \"0\""),
                field("number", "1001", "number-too-high"),
                field("ram", "12parsecs", "ram"),
                field("hostname-scheme", "tb/x", "scheme-with-a-slash"),
                field("hostname-scheme", "t".repeat(62), "scheme-too-long"),
                Kind.of("duplicate-keys", "{\"user\":\"team1\"," + good().text().substring(1), 400, "field \"user\""),
                new Kind("three-megabytes", large, 413, ""),
                Kind.of("not-json", "formation: f1", 400, "request \""),
                Kind.of("half", good().text().substring(0, 30), 400, "request \""),
                Kind.of("empty-object", "{}", 400, "formation \""),
                Kind.of("something-follows", good().text() + "x", 400, "request \""),
                Kind.of("a-string", "\"team1\"", 400, "request \""),
                Kind.of("empty-list", "[]", 400, "request \""),
                Kind.of("too-deep", "[".repeat(40) + "]".repeat(40), 400, "request \""),
                new Kind("not-utf-8", notUtf8, 400, "request \""),
                Kind.of("port-70000", good().withOnly("ports", "70000:80").text(), 400, "ports \"70000:80\""),
                Kind.of(
                        "dot-dot",
                        good().withOnly("volumes", "/srv/../etc:/d").text(),
                        400,
                        "volumes \"/srv/../etc:/d\""),
                field("host-server", "nowhere", "unknown-host"),
                field("operation", "explode", "unknown-operation"),
                field("operation", "edit", "edit-is-not-there-yet"),
                Kind.of(
                        "delete-of-nothing",
                        "{\"operation\":\"delete\",\"user\":\"team1\",\"formation\":\"none\"}",
                        404,
                        "formation team1/none does not exist")));
        for (String name : List.of(
                "user",
                "formation",
                "number",
                "cpu-shares",
                "ram",
                "image",
                "hostname-scheme",
                "host-server",
                "bootstrap",
                "operation")) {
            kinds.add(field(name, METACHARACTERS, "shell-in-" + name));
        }
        kinds.add(Kind.of(
                "shell-in-ports", good().withOnly("ports", METACHARACTERS).text(), 400, "ports \""));
        kinds.add(Kind.of(
                "shell-in-volumes", good().withOnly("volumes", METACHARACTERS).text(), 400, "volumes \""));
        return kinds;
    }

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        operator = Calls.as(service, "operator", "");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyKindIsOneSentenceOverHttpAndInADroppedFile() throws IOException {
        Map<String, String> before = keys();
        for (Kind kind : kinds()) {
            drop(kind.name() + ".json", kind.body());
        }
        Map<String, String> sentences = new TreeMap<>();
        assertAll(kinds().stream().map(kind -> (Executable) () -> {
            Calls.Answer answer =
                    operator.send("POST", "/v1/formations", kind.body(), Map.of("Content-Type", "application/json"));
            assertEquals(kind.status(), answer.status(), kind.name() + answer.body());
            assertSentence(kind, answer.detail());
            sentences.put(kind.name(), answer.detail());
        }));
        assertAll(kinds().stream().map(kind -> (Executable) () -> {
            Path reason = service.folder("rejected").resolve(kind.name() + ".reason.txt");
            Await.until(kind.name() + " is rejected", Duration.ofSeconds(30), () -> Files.exists(reason));
            assertTrue(Files.exists(service.folder("rejected").resolve(kind.name() + ".json")), kind.name());
            String told = Files.readString(reason).strip();
            assertSentence(kind, told);
            if (kind.status() != 413) {
                assertEquals(sentences.get(kind.name()), told);
            }
        }));
        assertEquals(before, keys());
        assertEquals("[]", operator.get("/v1/requests").json().path("requests").toString());
        for (String folder : List.of("inbox", "accepted", "done", "failed")) {
            assertEquals(List.of(), names(folder), folder);
        }
        assertFalse(Files.exists(Path.of("pwned")));
        assertFalse(Files.exists(service.state().resolve("pwned")));
    }

    private static void assertSentence(Kind kind, String sentence) {
        assertTrue(sentence.startsWith(kind.sentence()), kind.name() + ": " + sentence);
        assertFalse(sentence.contains("\n") || sentence.contains("Exception") || sentence.contains("\tat "), sentence);
        assertFalse(sentence.isBlank(), kind.name());
    }

    @Test
    void theCommandLineRefusesThemWithItsExitStatus() {
        Map<String, String> before = keys();
        misused(2, "number \"0\"", "create", "-f", "f1", "-s", "tbbad", "-n", "0");
        misused(2, "ram \"12parsecs\"", "create", "-f", "f1", "-s", "tbbad", "-r", "12parsecs");
        misused(2, "hostname-scheme \"tb/x\"", "create", "-f", "f1", "-s", "tb/x");
        misused(2, "ports \"70000:80\"", "create", "-f", "f1", "-s", "tbbad", "-p", "70000:80");
        misused(2, "volumes \"/srv/../etc:/d\"", "create", "-f", "f1", "-s", "tbbad", "-v", "/srv/../etc:/d");
        misused(2, "host-server \"nowhere\"", "create", "-f", "f1", "-s", "tbbad", "-z", "nowhere");
        misused(2, "formation \"a;touch pwned|`id`$(id)&'\"\"", "create", "-f", METACHARACTERS, "-s", "tbbad");
        misused(2, "image \"a;touch", "create", "-f", "f1", "-s", "tbbad", "-i", METACHARACTERS);
        misused(2, "--url", "create", "-f", "f1", "-s", "tbbad", "--url", "x.example");
        misused(2, "--numbre", "create", "-f", "f1", "-s", "tbbad", "--numbre", "1");
        misused(4, "does not exist", "delete", "-f", "none");
        misused(4, "does not exist", "show", "-f", "none");
        assertEquals(before, keys());
    }

    private static void misused(int status, String part, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "-u", "team1"));
        words.addAll(List.of(options));
        RunningService.Outcome outcome = service.cli(words.toArray(String[]::new));
        assertEquals(status, outcome.status(), words + outcome.error());
        String sentence = outcome.error().strip();
        assertTrue(sentence.contains(part), sentence);
        assertFalse(sentence.contains("\n") || sentence.contains("Exception"), sentence);
        assertEquals("", outcome.out());
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoMistake() {
        String text = "\uFEFF" + good().text().replace(",", ",\r\n") + "\r\n";
        assertEquals(200, operator.post("/v1/plan", text).status());
    }

    @Test
    void aCallThatIsNoJsonOrBringsItsKeyTwiceIsRefused() {
        String body = good().text();
        assertEquals(
                415, operator.call("POST", "/v1/formations", body, Map.of()).status());
        assertEquals(
                415,
                operator.call("POST", "/v1/formations", body, Map.of("Content-Type", "text/plain"))
                        .status());
        assertEquals(400, operator.post("/v1/formations?wait=soon", body).status());
        assertEquals(
                400,
                operator.post(
                                "/v1/formations",
                                good().with("token", "secret-of-mine").text())
                        .status());
        assertEquals(
                405,
                operator.call("PUT", "/v1/formations", body, Map.of("Content-Type", "application/json"))
                        .status());
        assertEquals(404, operator.get("/v1/nothing").status());
        Calls.Answer key = operator.call(
                "POST",
                "/v1/formations",
                body,
                Map.of("Content-Type", "application/json", "Idempotency-Key", "k".repeat(129)));
        assertEquals(400, key.status(), key.body());
        assertEquals("[]", operator.get("/v1/requests").json().path("requests").toString());
    }

    private static void drop(String name, byte[] content) throws IOException {
        Path hidden = service.folder("inbox").resolve("." + name + ".tmp");
        Files.write(hidden, content);
        Files.move(hidden, hidden.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(service.folder(folder))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** All of etcd but what moves by itself: leases of the instance and what the hosts' looks leave. */
    private static Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        try (EtcdStore etcd = service.openEtcd()) {
            for (String prefix : List.of("/", "docker_cluster")) {
                for (Entry entry : etcd.list(prefix)) {
                    keys.put(entry.key(), entry.value());
                }
            }
        }
        keys.keySet().removeIf(key -> key.startsWith("/_autodock/instance"));
        return keys;
    }
}
