package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Salt extension against a running service: case 042, what {@code salt-run} tells, and hints of the bus. */
class SaltSideIT {

    private static final String USER = "ssuser";
    private static final String HOST = "dldocker03";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static RunningService service;
    private static ServiceCalls calls;
    private static Path engineToken;
    private static Path settings;
    private static Path states;

    /** What the state of one run came to. */
    private record Ran(String result, JsonNode changes, String comment) {}

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "salt-side");
        engineToken = folder.resolve("engine-token");
        states = Files.createDirectory(folder.resolve("states"));
        service = RunningService.start(Map.of("autodock.salt.engine-token-file", engineToken.toString()));
        calls = new ServiceCalls(service);
        settings = settings(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        for (JsonNode formation :
                calls.call("GET", "/v1/formations", "", Map.of()).body().path("formations")) {
            service.cli("delete", "-u", USER, "-f", formation.path("formation").asText());
        }
        service.close();
    }

    /** The lab's master's, with this extension and this service in it; its processes go on as they are. */
    private static Path settings(Path folder) throws IOException {
        Path own = Files.createDirectory(folder.resolve("etc"));
        Path token = Files.writeString(
                folder.resolve("operator-token"),
                JSON.readTree(service.state().resolve("local-operator.json").toFile())
                        .path("token")
                        .asText());
        Path lab = Path.of(Lab.get().fact("AUTODOCK_LAB_SALT_SETTINGS"), "master");
        ObjectNode master = (ObjectNode) JSON.readTree(lab.toFile());
        master.putArray("module_dirs")
                .add(Path.of("salt/src/saltext/autodock").toAbsolutePath().toString());
        master.putObject("file_roots").putArray("base").add(states.toString());
        master.withObject("/autodock").put("service", service.url().toString()).put("token_file", token.toString());
        JSON.writeValue(own.resolve("master").toFile(), master);
        return own;
    }

    private static JsonNode saltRun(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Lab.get().fact("AUTODOCK_LAB_SALT_PROGRAMS") + "/salt-run",
                "-c",
                settings.toString(),
                "--out=json",
                "-l",
                "quiet"));
        command.addAll(List.of(words));
        Process run = new ProcessBuilder(command)
                .redirectError(service.state().resolve("salt-run-errors").toFile())
                .start();
        String told = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        run.waitFor();
        return JSON.readTree(told);
    }

    private static Ran present(String fields, boolean test) throws Exception {
        String state = "f1:\n  autodock.formation_present:\n    - user: " + USER
                + "\n    - hostname_scheme: ssweb\n    - bootstrap: none\n    - command: [sleep, infinity]\n    - host_server: "
                + HOST + "\n" + fields;
        return ran(state, test);
    }

    private static Ran ran(String state, boolean test) throws Exception {
        Files.writeString(states.resolve("run.sls"), state);
        JsonNode told = saltRun("state.orch", "run", "test=" + (test ? "True" : "False"));
        JsonNode only = told.path("data").elements().next().elements().next();
        return new Ran(
                only.path("result").asText(),
                only.path("changes"),
                only.path("comment").asText());
    }

    private static Map<String, String> containers() throws IOException {
        Map<String, String> ids = new TreeMap<>();
        for (String line : LabContainers.of(USER, "f1")) {
            String[] words = line.split(" ", -1);
            ids.put(
                    words[1],
                    LabContainers.inspect(words[0], words[1]).path("Id").asText());
        }
        return ids;
    }

    @Test
    void aStateIsToldBeforeDoneOnceAndChangesWhatDiffersAlone() throws Exception {
        String fields = "    - number: 2\n    - ram: 100M\n    - cpu_shares: 100\n    - ports: [\"21480:80\", 21490]\n";
        Ran before = present(fields, true);
        assertEquals("null", before.result(), before.comment());
        assertEquals(Map.of(), containers());

        Ran made = present(fields, false);
        assertEquals("true", made.result(), made.comment());
        assertEquals(before.changes(), made.changes());
        Map<String, String> ids = containers();
        assertEquals(List.of("ssweb001", "ssweb002"), List.copyOf(ids.keySet()));

        String respelt = "    - number: \"2\"\n    - ram: 100\n    - ports: [\"21480:80\", \"21490:21490\"]\n";
        Ran again = present(respelt, false);
        assertEquals("true {}", again.result() + " " + again.changes(), again.comment());

        RunningService.Outcome edited = service.cli("edit", "-u", USER, "-f", "f1", "-r", "200M");
        assertEquals(0, edited.status(), edited.error());
        Ran drifted = present(fields, true);
        assertEquals(
                "{\"ram\":{\"old\":\"200M\",\"new\":\"100M\"}}",
                drifted.changes().toString());
        Ran mended = present(fields, false);
        assertEquals("true", mended.result(), mended.comment());
        assertEquals(drifted.changes(), mended.changes());
        assertEquals(ids, containers(), "limits change in place");

        Ran grown = present(fields.replace("number: 2", "number: 3"), false);
        assertEquals("true", grown.result(), grown.comment());
        assertTrue(containers().entrySet().containsAll(ids.entrySet()));
        assertEquals(3, containers().size());

        assertEquals(
                List.of("ssweb001", "ssweb002", "ssweb003"),
                names(saltRun("autodock.show", USER, "f1").path("apps")));
        assertEquals(List.of(HOST), names(saltRun("autodock.hosts")).subList(2, 3));
        lookedAtWithinTwoSeconds();

        Ran gone = ran("f1:\n  autodock.formation_absent:\n    - user: " + USER + "\n", false);
        assertEquals("true", gone.result(), gone.comment());
        assertEquals(Map.of(), containers());
    }

    /** The lines of cases 036 and 041 on minions: accepted once, and reachable at once, however often the name is made anew. */
    @Test
    void appsInModeMinionAnswerTheMasterAndGoWithTheirKeys() throws Exception {
        String fields = "    - number: 2\n    - bootstrap: minion\n";
        for (int round = 0; round < 2; round++) {
            Ran made = ran(minions(fields), false);
            assertEquals("true", made.result(), made.comment());
            Await.until("both answer by the grain of their formation", Duration.ofSeconds(30), () -> JSON.readTree(
                            master("salt", "-G", "autodock:formation:f2", "--static", "test.ping"))
                    .equals(JSON.readTree("{\"ssmin001\": true, \"ssmin002\": true}")));
            String keys = master("salt-key", "-L");
            assertEquals(List.of("ssmin001", "ssmin002"), named(keys, "minions"));
            for (String other : List.of("minions_pre", "minions_denied", "minions_rejected")) {
                assertEquals(List.of(), named(keys, other));
            }
            Ran gone = ran("f2:\n  autodock.formation_absent:\n    - user: " + USER + "\n", false);
            assertEquals("true", gone.result(), gone.comment());
            assertEquals(List.of(), named(master("salt-key", "-L"), "minions"));
        }
    }

    private static String minions(String fields) {
        return "f2:\n  autodock.formation_present:\n    - user: " + USER + "\n    - hostname_scheme: ssmin\n"
                + "    - host_server: " + HOST + "\n" + fields;
    }

    private static String master(String program, String... words) {
        List<String> command = new ArrayList<>(List.of("master", program, "--out=json"));
        command.addAll(List.of(words));
        return Lab.get().run(command.toArray(String[]::new));
    }

    private static List<String> named(String keys, String state) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(keys).path(state).forEach(key -> {
            if (key.asText().startsWith("ssmin")) {
                names.add(key.asText());
            }
        });
        return names;
    }

    /** An ended container is told by anybody, without a token; repeats are folded. */
    private static void lookedAtWithinTwoSeconds() throws Exception {
        LabContainers.remove(HOST, "ssweb002");
        long began = System.nanoTime();
        assertEquals(202, hinted(0));
        Await.until("the formation is to be looked at", Duration.ofSeconds(20), () -> looks().size() >= 1);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertTrue(seconds < 2, seconds + " s from the hint to the look");
        Await.until("the look has ended", Duration.ofSeconds(60), () -> ended().size() >= 1);
        assertTrue(ended().get(0).path("report").toString().contains("ssweb002"), ended().toString());

        for (int round = 1; round < 20; round++) {
            assertEquals(202, hinted(round));
        }
        // One at once, one for each second that the hints came in, one after the last.
        long most = 3 + (System.nanoTime() - began) / 1_000_000_000;
        assertTrue(looks().size() <= most, looks().toString());
        for (JsonNode look : looks()) {
            calls.awaitEnd(look.path("request").asText(), Duration.ofSeconds(60));
        }
    }

    private static int hinted(int round) throws Exception {
        String labels = "{\"io.autodock.user\": \"" + USER + "\", \"io.autodock.formation\": \"f1\"}";
        String event = "{\"tag\": \"autodock/container/die\", \"origin\": \"event\", \"minion\": \"" + HOST
                + "\", \"data\": {\"Actor\": {\"Attributes\": " + labels + "}}}";
        HttpRequest call = HttpRequest.newBuilder(URI.create(service.url() + "/hooks/salt"))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(engineToken).strip())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "hint-" + round)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return CLIENT.send(call, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static List<JsonNode> ended() throws IOException {
        return looks().stream()
                .filter(look -> look.path("state").asText().equals("done"))
                .toList();
    }

    private static List<JsonNode> looks() throws IOException {
        List<JsonNode> looks = new ArrayList<>();
        JsonNode requests =
                calls.call("GET", "/v1/requests", "", Map.of()).body().path("requests");
        ((ArrayNode) requests).forEach(request -> {
            if (request.path("operation").asText().equals("verify")
                    && request.path("trigger").asText().equals("salt")) {
                looks.add(request);
            }
        });
        return looks;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
