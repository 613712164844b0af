package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Await;
import io.autodock.lab.FormationProof;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted is carried out once, whatever dies and whoever asks at the same time. */
class RecoveryIT {

    private static final String USER = "tarecover";
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final List<String> STATES = List.of("accepted", "placed", "running", "bootstrapped", "done");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningService service;
    private static ServiceCalls calls;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        calls = new ServiceCalls(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void deleteFormations() throws IOException {
        List<String> requests = new ArrayList<>();
        for (JsonNode formation : formations()) {
            requests.add(deletionOf(formation.path("formation").asText()));
        }
        for (String request : requests) {
            JsonNode ended = calls.awaitEnd(request, LIMIT);
            assertEquals("done", ended.path("state").asText(), ended.toString());
        }
        assertEquals(List.of(), LabContainers.of(USER));
    }

    /** Right after it was accepted, while containers are made, and while apps are bootstrapped. */
    @ParameterizedTest
    @ValueSource(strings = {"accepted", "placed", "running"})
    void aFormationUnderWayAtAKillEndsWhole(String moment) throws Exception {
        String formation = "nine-" + moment;
        String request = calls.order(order(formation, "tanine" + moment.charAt(0), 9, Map.of()));
        Await.until(
                "the request is " + moment,
                LIMIT,
                () -> STATES.indexOf(calls.request(request).path("state").asText()) >= STATES.indexOf(moment));
        service.kill();
        service.restart();

        JsonNode ended = calls.awaitEnd(request, LIMIT);
        assertEquals("done", ended.path("state").asText(), ended.toString());
        List<String> hostnames = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> "tanine" + moment.charAt(0) + "00" + number)
                .toList();
        new FormationProof(service, USER, formation).requireWhole(hostnames, 100, 100);
        RunningService.Outcome told = service.cli("request", request);
        assertEquals(0, told.status(), told.error());
        assertTrue(told.out().contains(USER + "/" + formation) && told.out().contains("done"), told.out());
    }

    @Test
    void aDeletionUnderWayAtAKillLeavesNothing() throws Exception {
        String made = calls.order(order("gone", "tagone", 3, Map.of()));
        assertEquals("done", calls.awaitEnd(made, LIMIT).path("state").asText());
        String request = deletionOf("gone");
        service.kill();
        service.restart();

        JsonNode ended = calls.awaitEnd(request, LIMIT);
        assertEquals("done", ended.path("state").asText(), ended.toString());
        assertEquals(404, calls.formation(USER, "gone").status());
        assertEquals(List.of(), LabContainers.of(USER, "gone"));
    }

    @Test
    void theSameKeyTwiceIsOneRequestAndWithAnotherBodyAConflict() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "twice");
        String body = order("twice", "tatwice", 1, Map.of());
        ServiceCalls.Answer first = calls.call("POST", "/v1/formations", body, key);
        ServiceCalls.Answer again = calls.call("POST", "/v1/formations?wait=90", body, key);
        ServiceCalls.Answer other = calls.call("POST", "/v1/formations", order("twice", "tatwice", 2, Map.of()), key);

        assertEquals(202, first.status(), first.toString());
        assertEquals(first.body().path("request"), again.body().path("request"));
        assertEquals("done", again.body().path("state").asText(), again.toString());
        assertEquals(409, other.status(), other.toString());
        assertEquals(1, LabContainers.of(USER, "twice").size());
    }

    @Test
    void aServiceThatIsToldToEndFinishesTheWorkWhenItIsBack() throws Exception {
        String request = calls.order(order("told", "tatold", 6, Map.of()));
        Await.until(
                "containers are being made",
                LIMIT,
                () -> STATES.indexOf(calls.request(request).path("state").asText()) >= 1);
        ProcessHandle running = service.handle();
        service.stop();
        assertTrue(!running.isAlive(), "it ended");
        service.restart();

        JsonNode ended = calls.awaitEnd(request, LIMIT);
        assertEquals("done", ended.path("state").asText(), ended.toString());
        assertEquals(6, LabContainers.of(USER, "told").size());
    }

    /** From two terminals, the inbox and over HTTP, all on one scheme and one port. */
    @Test
    void twentyAtOnceOnTheSamePortAndSchemeDoNotClash(@TempDir Path folder) throws Exception {
        String image = stillImage(folder);
        Map<String, Object> fields =
                Map.of("ports", List.of("21500:80"), "image", image, "bootstrap", "none", "ram", "20M");
        List<Callable<String>> callers = new ArrayList<>();
        IntStream.range(0, 12).forEach(number -> callers.add(() -> byCommandLine("cli-" + number, image)));
        IntStream.range(0, 4).forEach(number -> callers.add(() -> byHttp("http-" + number, fields)));
        IntStream.range(0, 4).forEach(number -> callers.add(() -> byFile("file-" + number, fields)));

        assertEquals(List.of(), failures(callers));
        assertNoClash(20);
    }

    private static List<String> failures(List<Callable<String>> callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        try {
            List<String> failures = new ArrayList<>();
            for (Future<String> caller : threads.invokeAll(callers)) {
                failures.add(caller.get());
            }
            return failures.stream().filter(failure -> !failure.isEmpty()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String byCommandLine(String formation, String image) {
        RunningService.Outcome made = service.cli(
                "create",
                "-u",
                USER,
                "-f",
                formation,
                "-s",
                "tamany",
                "-n",
                "2",
                "-p",
                "21500:80",
                "-i",
                image,
                "-r",
                "20M",
                "--bootstrap",
                "none");
        return made.status() == 0 ? "" : made.error();
    }

    private static String byHttp(String formation, Map<String, Object> fields) throws IOException {
        ServiceCalls.Answer made =
                calls.call("POST", "/v1/formations?wait=120", order(formation, "tamany", 2, fields), Map.of());
        return made.body().path("state").asText().equals("done") ? "" : made.toString();
    }

    private static String byFile(String formation, Map<String, Object> fields) throws IOException {
        Path written = Files.writeString(service.state().resolve(formation), order(formation, "tamany", 2, fields));
        Files.move(written, service.folder("inbox").resolve(formation + ".json"), StandardCopyOption.ATOMIC_MOVE);
        Path done = service.folder("done").resolve(formation + ".result.json");
        Path failed = service.folder("failed").resolve(formation + ".result.json");
        Await.until(formation + " has a result", LIMIT, () -> Files.exists(done) || Files.exists(failed));
        return Files.exists(done) ? "" : Files.readString(failed);
    }

    private static void assertNoClash(int count) throws IOException {
        List<String> hostnames = new ArrayList<>();
        List<String> sockets = new ArrayList<>();
        assertEquals(count, formations().size());
        for (JsonNode formation : formations()) {
            for (JsonNode app : formation.path("apps")) {
                String host = app.path("host-server").asText();
                hostnames.add(app.path("hostname").asText());
                sockets.add(
                        host + " " + publishedPort(host, app.path("hostname").asText()));
            }
        }
        Set<String> expected = new HashSet<>();
        IntStream.rangeClosed(1, 2 * count).forEach(number -> expected.add("tamany%03d".formatted(number)));
        assertEquals(2 * count, hostnames.size());
        assertEquals(expected, new HashSet<>(hostnames));
        assertEquals(2 * count, new HashSet<>(sockets).size(), sockets.toString());
        assertEquals(2 * count, LabContainers.of(USER).size());
    }

    private static String publishedPort(String host, String name) throws IOException {
        return LabContainers.inspect(host, name)
                .path("NetworkSettings")
                .path("Ports")
                .path("80/tcp")
                .path(0)
                .path("HostPort")
                .asText();
    }

    /** An image whose first process does nothing: twenty formations say enough without their sshds. */
    private static String stillImage(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("Dockerfile"), "FROM " + Lab.get().image() + "\nCMD [\"sleep\", \"infinity\"]\n");
        return Lab.get().run("image", "ta-still", "1", folder.toString()).strip();
    }

    private static List<JsonNode> formations() throws IOException {
        List<JsonNode> found = new ArrayList<>();
        calls.call("GET", "/v1/formations", "", Map.of())
                .body()
                .path("formations")
                .forEach(found::add);
        return found;
    }

    private static String deletionOf(String formation) throws IOException {
        return calls.call("DELETE", "/v1/formations/" + USER + "/" + formation, "", Map.of())
                .body()
                .path("request")
                .asText();
    }

    private static String order(String formation, String scheme, int number, Map<String, Object> more)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user", USER);
        fields.put("formation", formation);
        fields.put("number", number);
        fields.put("hostname-scheme", scheme);
        fields.putAll(more);
        return JSON.writeValueAsString(fields);
    }
}
