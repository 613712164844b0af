package io.autodock;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Calls;
import io.autodock.lab.Calls.Answer;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every door of the running service with a token that opens other doors: what is another's is told like what is absent. */
class TenancyIT {

    private static final Pattern ROUTE =
            Pattern.compile("platform-http:(?<path>[^\"?]+)\"\\s+parameters:\\s+httpMethodRestrict: (?<verb>[A-Z]+)");
    private static final String HOOK = "/hooks/salt";

    private static RunningService service;
    private static Calls operator;
    private static Calls team1;
    private static Calls team2;
    private static Calls engine;
    private static Calls nobody;
    private static String request;

    private record Route(String verb, String path) {}

    @BeforeAll
    static void start() throws IOException {
        Path credential = Files.createTempDirectory(Path.of("target"), "engine").resolve("token");
        service = RunningService.start(Map.of(
                "autodock.salt.engine-token-file", credential.toAbsolutePath().toString()));
        operator = Calls.as(service, "operator", "");
        team1 = Calls.as(service, "team1", "team1");
        team2 = Calls.as(service, "team2", "team2");
        engine = new Calls(service.url(), Files.readString(credential).strip());
        nobody = new Calls(service.url(), "");
        Answer made = team1.post("/v1/formations?wait=90", order("team1", "own", "tbten"));
        assertEquals("done", made.json().path("state").asText(), made.body());
        request = made.json().path("request").asText();
    }

    @AfterAll
    static void stop() {
        try {
            operator.delete("/v1/formations/team1/own?wait=60");
        } finally {
            service.close();
        }
    }

    private static String order(String user, String formation, String scheme) {
        return "{\"user\":\"" + user + "\",\"formation\":\"" + formation + "\",\"hostname-scheme\":\"" + scheme
                + "\",\"bootstrap\":\"cron\",\"ram\":\"100M\"}";
    }

    private static List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Matcher matcher = ROUTE.matcher(Files.readString(file));
                while (matcher.find()) {
                    routes.add(new Route(matcher.group("verb"), matcher.group("path")));
                }
            }
        }
        assertTrue(routes.size() >= 15, routes.toString());
        return routes;
    }

    private static Answer call(Calls calls, Route route) {
        String path = route.path()
                .replace("{user}", "team1")
                .replace("{formation}", "own")
                .replace("{request}", request)
                .replace("{host}", Lab.get().host(1).name())
                .replace("{token}", "none");
        String body = route.verb().equals("POST") ? "{}" : "";
        return calls.call(route.verb(), path, body, Map.of("Content-Type", "application/json"));
    }

    @Test
    void noRouteOpensWithoutAToken() throws IOException {
        Calls revoked = new Calls(service.url(), "adk_0000000000000000_" + "0".repeat(43));
        assertAll(routes().stream().map(route -> (Executable) () -> {
            assertEquals(401, call(nobody, route).status(), route.toString());
            assertEquals(401, call(revoked, route).status(), route.toString());
        }));
    }

    @Test
    void theEnginesCredentialDeliversEventsAndNothingElse() throws IOException {
        assertAll(routes().stream().map(route -> (Executable) () -> {
            Answer answer = call(engine, route);
            assertEquals(route.path().equals(HOOK) ? 400 : 403, answer.status(), route + answer.body());
        }));
        Answer event = engine.call(
                "POST",
                HOOK,
                "{\"tag\":\"autodock/verify\",\"origin\":\"event\",\"minion\":null,\"stamp\":\"x\",\"data\":{}}",
                Map.of("Content-Type", "application/json", "Idempotency-Key", "k1"));
        assertEquals(422, event.status(), event.body());
        Answer own = engine.call(
                "POST",
                HOOK,
                "{\"tag\":\"autodock/verify\",\"origin\":\"event\",\"minion\":null,\"stamp\":\"x\",\"data\":{\"token\":\""
                        + engine.token() + "\"}}",
                Map.of("Content-Type", "application/json", "Idempotency-Key", "k2"));
        assertEquals(422, own.status(), own.body());
        assertFalse(own.body().contains(engine.token()));
    }

    @Test
    void noOtherTokenDeliversEvents() {
        for (Calls calls : List.of(team1, team2, operator)) {
            assertEquals(403, calls.post(HOOK, "{}").status());
        }
    }

    @Test
    void whatIsAnothersIsToldLikeWhatIsAbsent() {
        alike(team2.get("/v1/formations/team1/own"), team2.get("/v1/formations/team1/non"), "own", "non");
        alike(team2.delete("/v1/formations/team1/own"), team2.delete("/v1/formations/team1/non"), "own", "non");
        alike(
                team2.post("/v1/verify", "{\"user\":\"team1\",\"formation\":\"own\"}"),
                team2.post("/v1/verify", "{\"user\":\"team1\",\"formation\":\"non\"}"),
                "own",
                "non");
        String delete = "{\"operation\":\"delete\",\"user\":\"team1\",\"formation\":\"own\"}";
        for (String path : List.of("/v1/plan", "/v1/formations")) {
            alike(team2.post(path, delete), team2.post(path, delete.replace("own", "non")), "own", "non");
        }
        String absent = request.substring(0, request.length() - 1) + (request.endsWith("0") ? "1" : "0");
        alike(team2.get("/v1/requests/" + request), team2.get("/v1/requests/" + absent), request, absent);
        alike(team2.get("/v1/requests/" + request + "?wait=1"), team2.get("/v1/requests/" + absent), request, absent);
        assertEquals("[]", team2.get("/v1/formations").json().path("formations").toString());
        assertEquals("[]", team2.get("/v1/requests").json().path("requests").toString());
        Answer listed = team2.get("/v1/formations?user=team1");
        assertFalse(listed.body().contains("own"), listed.body());
        assertEquals(200, team1.get("/v1/formations/team1/own").status());
        assertEquals(200, operator.get("/v1/requests/" + request).status());
    }

    private static void alike(Answer others, Answer absent, String name, String absentName) {
        assertEquals(404, others.status(), others.body());
        assertEquals(404, absent.status(), absent.body());
        assertEquals(absent.body(), others.body().replace(name, absentName));
    }

    @Test
    void nothingIsMadeForAnotherUserNorByAUserForTheCluster() {
        String foreign = order("team1", "mine", "tbmine");
        assertEquals(403, team2.post("/v1/formations", foreign).status());
        assertEquals(403, team2.post("/v1/plan", foreign).status());
        assertEquals(403, team2.post("/v1/verify", "{}").status());
        assertEquals(
                403,
                team2.post("/v1/hosts", "{\"name\":\"x\",\"address\":\"10.0.0.1\"}")
                        .status());
        assertEquals(403, team2.delete("/v1/hosts/" + Lab.get().host(1).name()).status());
        assertEquals(403, team2.get("/v1/tokens").status());
        assertEquals(
                403,
                team2.post("/v1/tokens", "{\"name\":\"x\",\"role\":\"operator\"}")
                        .status());
        assertEquals(403, team2.delete("/v1/tokens/none").status());
        JsonNode host = team2.get("/v1/hosts").json().path("hosts").path(0);
        assertTrue(host.path("engine").isMissingNode(), host.toString());
    }

    @Test
    void aSchemeBelongsToWhoFirstUsedIt() {
        for (String scheme : List.of("tbten", "tbten0")) {
            Answer plan = team2.post("/v1/plan", order("team2", "thief", scheme));
            assertFalse(plan.status() == 200 && plan.json().path("possible").asBoolean(), plan.body());
            assertTrue(plan.body().contains("hostname-scheme"), plan.body());
            assertFalse(plan.body().contains("team1"), plan.body());
        }
        RunningService.Outcome refused =
                as(team2, "create", "-u", "team2", "-f", "thief", "-s", "tbten", "--bootstrap", "none");
        assertTrue(refused.status() == 1 || refused.status() == 3, refused.toString());
        assertTrue(refused.error().contains("hostname-scheme \"tbten\""), refused.error());
        assertEquals("[]", team2.get("/v1/formations").json().path("formations").toString());
    }

    private static RunningService.Outcome as(Calls calls, String... words) {
        return service.cli(Map.of("AUTODOCK_TOKEN", calls.token()), words);
    }

    @Test
    void theCommandLineTellsTheSame() {
        ends(4, "show", "-u", "team1", "-f", "own");
        ends(4, "delete", "-u", "team1", "-f", "own");
        ends(4, "verify", "-u", "team1", "-f", "own");
        ends(4, "request", request);
        ends(3, "create", "-u", "team1", "-f", "mine", "-s", "tbmine");
        ends(3, "plan", "create", "-u", "team1", "-f", "mine", "-s", "tbmine");
        ends(3, "token", "list");
        ends(3, "token", "create", "x", "--role", "operator");
        ends(3, "host", "add", "x", "--address", "10.0.0.1");
        ends(3, "host", "remove", Lab.get().host(1).name());
        RunningService.Outcome list = as(team2, "list", "--json");
        assertEquals(0, list.status(), list.error());
        assertFalse(list.out().contains("own"), list.out());
        RunningService.Outcome requests = as(team2, "requests", "--json");
        assertEquals(0, requests.status(), requests.error());
        assertFalse(requests.out().contains(request), requests.out());
        assertEquals(
                3, service.cli(Map.of("AUTODOCK_TOKEN", engine.token()), "list").status());
    }

    private static void ends(int status, String... words) {
        RunningService.Outcome outcome = as(team2, words);
        assertEquals(status, outcome.status(), List.of(words) + outcome.error());
        assertFalse(outcome.error().strip().contains("\n"), outcome.error());
        assertEquals("", outcome.out());
    }
}
