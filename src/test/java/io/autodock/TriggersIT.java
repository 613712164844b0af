package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Await;
import io.autodock.lab.FormationProof;
import io.autodock.lab.Lab;
import io.autodock.lab.LabBus;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every trigger makes a formation, all the way: on the hosts, in the apps, in etcd and on the master's bus. */
class TriggersIT {

    private static final String USER = "tauser";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> ALL_STATES = List.of("accepted", "placed", "running", "bootstrapped", "done");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningService service;
    private static ServiceCalls calls;
    private static LabBus bus;

    @BeforeAll
    static void startAtTheLabsDoor() throws IOException {
        service = RunningService.atTheLabsDoor();
        calls = new ServiceCalls(service);
        bus = LabBus.listen();
    }

    @AfterAll
    static void stop() {
        bus.close();
        service.close();
    }

    @AfterEach
    void deleteFormations() throws IOException {
        for (JsonNode formation :
                calls.call("GET", "/v1/formations", "", Map.of()).body().path("formations")) {
            String name = formation.path("formation").asText();
            RunningService.Outcome deleted = service.cli("delete", "-u", USER, "-f", name);
            assertEquals(0, deleted.status(), deleted.error());
        }
        assertEquals(List.of(), LabContainers.of(USER));
    }

    @Test
    void aDroppedFileMakesAFormation() throws Exception {
        Path file = Files.writeString(service.state().resolve("dropped"), order("file", "tafile", 3));
        Files.move(file, service.folder("inbox").resolve("three.json"), StandardCopyOption.ATOMIC_MOVE);
        Path result = service.folder("done").resolve("three.result.json");
        Await.until("the file's result is there", LIMIT, () -> Files.exists(result));

        String request = calls.requestFor(USER, "file");
        assertTrue(Files.readString(result).contains(request), Files.readString(result));
        assertTrue(Files.exists(service.folder("done").resolve("three.json")));
        assertEquals(List.of(), names("inbox"));
        assertEquals(List.of(), names("accepted"));
        assertMade("file", List.of("tafile001", "tafile002", "tafile003"), request, "file");
        assertEquals(3, hostsOf("file").size(), "it spreads over the hosts");
    }

    @Test
    void aCallOverHttpMakesAFormationAndWaitsForIt() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "call-1");
        ServiceCalls.Answer first = calls.call("POST", "/v1/formations?wait=90", order("http", "tahttp", 2), key);
        ServiceCalls.Answer second = calls.call("POST", "/v1/formations?wait=90", order("http", "tahttp", 2), key);

        assertEquals(200, first.status(), first.toString());
        assertEquals("done", first.body().path("state").asText(), first.toString());
        assertEquals(first.body().path("request"), second.body().path("request"));
        assertTrue(second.body().path("repeated").asBoolean(), second.toString());
        assertMade(
                "http",
                List.of("tahttp001", "tahttp002"),
                first.body().path("request").asText(),
                "http");
    }

    @Test
    void anEventOnTheSaltBusMakesAFormation() throws Exception {
        String token = userToken();
        LabBus.fire("autodock/formation/create", event("event", "taevent", token));

        String request = calls.awaitRequest(USER, "event", LIMIT);
        calls.awaitEnd(request, LIMIT);
        assertMade("event", List.of("taevent001", "taevent002"), request, "salt");
        assertFalse(bus.text().contains(token), "the token is told to nobody");
        assertFalse(Files.readString(service.log()).contains(token), "the token is not logged");
    }

    @Test
    void anEventSentWhileTheServiceIsDownIsCarriedOutWhenItIsBack() throws Exception {
        String token = userToken();
        service.stop();
        try {
            LabBus.fire("autodock/formation/create", event("late", "talate", token));
        } finally {
            service.restart();
        }

        String request = calls.awaitRequest(USER, "late", LIMIT);
        calls.awaitEnd(request, LIMIT);
        assertMade("late", List.of("talate001", "talate002"), request, "salt");
    }

    @Test
    void anEventWithoutATokenIsRejectedAndHoldsUpNothing() throws Exception {
        Set<Path> before = rejected();
        LabBus.fire("autodock/formation/create", order("forged", "taforged", 1));
        Await.until("the forged event is rejected", LIMIT, () -> rejected().size() > before.size());

        Set<Path> after = rejected();
        after.removeAll(before);
        String kept = Files.readString(after.iterator().next());
        assertTrue(kept.contains("forged"), kept);
        assertEquals("", calls.requestFor(USER, "forged"));
        assertEquals(List.of(), LabContainers.of(USER, "forged"));
    }

    @Test
    void theCommandLineMakesAFormation() throws Exception {
        RunningService.Outcome made = service.cli(
                "create",
                "-u",
                USER,
                "-f",
                "shop",
                "-n",
                "2",
                "-c",
                "102",
                "-r",
                "100M",
                "-s",
                "tashop",
                "-p",
                "21080:80");

        assertEquals(0, made.status(), made.error());
        String request = calls.requestFor(USER, "shop");
        new FormationProof(service, USER, "shop").requireWhole(List.of("tashop001", "tashop002"), 102, 100);
        bus.awaitStates(request, ALL_STATES);
        assertEquals("command-line", calls.request(request).path("trigger").asText());
    }

    @Test
    void theOriginalsFlatFormMakesAFormation() throws Exception {
        RunningService.Outcome made =
                service.cli("-u", USER, "-f", "flat", "-n", "2", "-c", "100", "-r", "100M", "-s", "taflat");

        assertEquals(0, made.status(), made.error());
        assertMade("flat", List.of("taflat001", "taflat002"), calls.requestFor(USER, "flat"), "command-line");
        RunningService.Outcome removed = service.cli("-u", USER, "-f", "flat", "-d");
        assertEquals(0, removed.status(), removed.error());
        assertEquals(List.of(), LabContainers.of(USER, "flat"));
    }

    @Test
    void theTimerAsksForAVerificationThatTellsWhatIsGone() throws Exception {
        service.stop();
        service.restart(Map.of("autodock.verify.period", "2s"));
        try {
            RunningService.Outcome made = service.cli("create", "-u", USER, "-f", "watched", "-s", "tawatch");
            assertEquals(0, made.status(), made.error());
            String app = "tawatch001";
            LabContainers.remove(hostsOf("watched").iterator().next(), app);

            Await.until("the timer's verification tells of " + app, LIMIT, () -> timersReports()
                    .contains(app));
        } finally {
            service.stop();
            service.restart(Map.of("autodock.verify.period", "1h"));
        }
    }

    private static String timersReports() throws IOException {
        StringBuilder reports = new StringBuilder();
        for (JsonNode request :
                calls.call("GET", "/v1/requests", "", Map.of()).body().path("requests")) {
            if (request.path("trigger").asText().equals("timer")) {
                reports.append(request.path("report"));
            }
        }
        return reports.toString();
    }

    private static void assertMade(String formation, List<String> hostnames, String request, String trigger)
            throws IOException {
        new FormationProof(service, USER, formation).requireWhole(hostnames, 100, 100);
        bus.awaitStates(request, ALL_STATES);
        assertEquals(trigger, calls.request(request).path("trigger").asText());
    }

    private static Set<String> hostsOf(String formation) throws IOException {
        Set<String> hosts = new HashSet<>();
        calls.formation(USER, formation)
                .body()
                .path("apps")
                .forEach(app -> hosts.add(app.path("host-server").asText()));
        return hosts;
    }

    private static String order(String formation, String scheme, int number) throws IOException {
        return JSON.writeValueAsString(Map.of(
                "user",
                USER,
                "formation",
                formation,
                "number",
                number,
                "cpu-shares",
                100,
                "ram",
                "100M",
                "hostname-scheme",
                scheme));
    }

    private static String event(String formation, String scheme, String token) throws IOException {
        return JSON.writeValueAsString(
                Map.of("user", USER, "formation", formation, "number", 2, "hostname-scheme", scheme, "token", token));
    }

    private static String userToken() {
        RunningService.Outcome made = service.cli("token", "create", "events", "--role", "user", "-u", USER);
        assertEquals(0, made.status(), made.error());
        return made.out().strip();
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(service.folder(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Set<Path> rejected() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(Lab.get().fact("AUTODOCK_LAB_SALT_SPOOL"), "rejected"))) {
            return new HashSet<>(files.toList());
        }
    }
}
