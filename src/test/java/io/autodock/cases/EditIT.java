package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Calls;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A formation changes while it stands: more and fewer apps (case 020), limits in place, and what is refused. */
class EditIT {

    private static RunningService service;
    private static Tenant tenant;
    private static String image;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "veteam");
        image = SleepingImage.build() + ":1";
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void scalesUpByTheLowestFreeNumbersAndDownByTheHighest() {
        ok(create("www", "-s veweb -n 3 -p 8888:80"));
        assertEquals(Map.of("veweb001", 8888, "veweb002", 8888, "veweb003", 8888), ports("www"));
        ok(edit("www", "-n 5"));
        assertEquals(5, tenant.apps("www").size());
        assertEquals(2, ports("www").values().stream().filter(port -> port == 8889).count());
        assertEquals(tenant.published("www"), tenant.bound("www", 80));
        JsonNode plan = tenant.json("plan", "edit", "-u", "veteam", "-f", "www", "-n", "2");
        assertEquals("number", plan.path("changes").path(0).path("field").asText(), plan.toString());
        assertEquals("scale", plan.path("changes").path(0).path("way").asText());
        assertEquals(5, tenant.apps("www").size());
        ok(edit("www", "-n 2"));
        assertEquals(List.of("veweb001", "veweb002"), List.copyOf(ports("www").keySet()));
        assertEquals(2, tenant.containers("www").size());
        assertEquals(tenant.published("www"), tenant.bound("www", 80));
        Outcome same = edit("www", "-n 2 -p 8888:80/tcp");
        assertTrue(same.out().contains("is as asked for already"), same.toString());
        ok(service.cli("rollback", "-u", "veteam", "-f", "www"));
        assertEquals(5, tenant.apps("www").size());
        ok(tenant.delete("www", ""));
        assertEquals(List.of(), tenant.left("www", "veweb"));
    }

    @Test
    void limitsChangeInPlace() throws IOException {
        ok(create("limits", "-s velim -n 2 -r 100M -c 100"));
        Map<String, String> before = containerIds("limits");
        ok(edit("limits", "-r 200M -c 512"));
        assertEquals(before, containerIds("limits"));
        assertLimits("limits", 200, 512);
        ok(edit("limits", "-r 64M"));
        assertEquals(before, containerIds("limits"));
        assertLimits("limits", 64, 512);
        assertEquals("64M", tenant.json("show", "-u", "veteam", "-f", "limits").path("ram").asText());
        Outcome verified = service.cli("verify", "-u", "veteam", "-f", "limits");
        assertTrue(verified.out().contains("everything is as recorded"), verified.toString());
        Outcome tooMuch = edit("limits", "-r 2000G");
        assertEquals(1, tooMuch.status(), tooMuch.toString());
        assertTrue(tooMuch.error().contains("has no room for 2000"), tooMuch.error());
        assertLimits("limits", 64, 512);
        ok(tenant.delete("limits", "--yes"));
        assertEquals(List.of(), tenant.left("limits", "velim"));
    }

    /** Both by HTTP, at the same moment and on the same base. */
    @Test
    void ofTwoEditsOneWinsAndWhatCantChangeIsRefused() {
        Calls calls = Calls.as(service, "veteam", "veteam");
        ok(create("both", "-s veboth -n 1"));
        Calls.Answer shown = calls.get("/v1/formations/veteam/both");
        String tag = shown.headers().get("etag").get(0);
        List<Calls.Answer> answers = IntStream.of(2, 3)
                .parallel()
                .mapToObj(number -> patch(calls, "{\"number\": " + number + "}", tag))
                .toList();
        List<Integer> statuses =
                answers.stream().map(Calls.Answer::status).sorted().toList();
        assertEquals(List.of(202, 409), statuses, answers.toString());
        String told = answers.stream()
                .filter(answer -> answer.status() == 409)
                .map(Calls.Answer::detail)
                .findFirst()
                .orElseThrow();
        assertTrue(told.contains("\"number\":2") && told.contains("\"number\":3"), told);
        String request = answers.stream()
                .filter(answer -> answer.status() == 202)
                .map(answer -> answer.json().path("request").asText())
                .findFirst()
                .orElseThrow();
        assertEquals(
                "done",
                calls.get("/v1/requests/" + request + "?wait=60").json().path("state").asText());
        assertEquals(409, patch(calls, "{\"number\": 4}", tag).status());
        Calls.Answer fixed = patch(calls, "{\"hostname-scheme\": \"other\", \"user\": \"else\"}", "*");
        assertEquals(400, fixed.status());
        assertTrue(fixed.detail().contains("stays as the create has set it"), fixed.detail());
        assertTrue(fixed.detail().contains("it can't be changed"), fixed.detail());
        Calls.Answer foreign = Calls.as(service, "other", "veother")
                .call(
                        "PATCH",
                        "/v1/formations/veteam/both",
                        "{\"number\": 9}",
                        Map.of("Content-Type", "application/json"));
        assertEquals(404, foreign.status());
        ok(tenant.delete("both", ""));
    }

    private static Calls.Answer patch(Calls calls, String body, String tag) {
        return calls.call(
                "PATCH",
                "/v1/formations/veteam/both",
                body,
                Map.of("Content-Type", "application/json", "If-Match", tag));
    }

    private static Map<String, Integer> ports(String formation) {
        Map<String, Integer> ports = new TreeMap<>();
        tenant.apps(formation)
                .forEach(app -> ports.put(
                        app.path("hostname").asText(), app.path("port").asInt()));
        return ports;
    }

    private static Map<String, String> containerIds(String formation) throws IOException {
        Map<String, String> ids = new TreeMap<>();
        for (JsonNode app : tenant.apps(formation)) {
            ids.put(app.path("hostname").asText(), inspect(app).path("Id").asText() + " since "
                    + inspect(app).path("State").path("StartedAt").asText());
        }
        return ids;
    }

    private static void assertLimits(String formation, int megabytes, int shares) throws IOException {
        for (JsonNode app : tenant.apps(formation)) {
            JsonNode limits = inspect(app).path("HostConfig");
            assertEquals(megabytes * 1024L * 1024, limits.path("Memory").asLong());
            assertEquals(shares, limits.path("CpuShares").asInt());
        }
    }

    private static JsonNode inspect(JsonNode app) throws IOException {
        return LabContainers.inspect(
                app.path("host-server").asText(), app.path("hostname").asText());
    }

    private static Outcome create(String formation, String options) {
        return tenant.create(formation, options + " -i " + image + " --bootstrap none");
    }

    private static Outcome edit(String formation, String options) {
        return tenant.command("edit", formation, options);
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
