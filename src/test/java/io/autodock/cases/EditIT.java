package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.cluster.HostServer;
import io.autodock.lab.Await;
import io.autodock.lab.Calls;
import io.autodock.lab.FormationProof;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A formation changes while it stands: more and fewer apps (case 020), limits in place, a new image app by app, the way
 * back, and what is refused. The longest of it, nine apps one after the other, goes on beside the other tests.
 */
class EditIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SERVE = "trap 'exit 0' TERM; python3 -m http.server 80 --directory /srv & wait";

    private static RunningService service;
    private static Tenant tenant;
    private static String image;
    private static Map<String, String> web = Map.of();
    private static CompletableFuture<Rollout> nine = new CompletableFuture<>();

    /** What a rollout of nine apps ended with, and how many of them answered at the worst moment. */
    private record Rollout(Outcome made, Outcome edited, int fewest, Set<String> pages) {}

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "veteam");
        image = SleepingImage.build() + ":1";
        web = Map.of("one", page("one", "1"), "two", page("two", "2"));
        nine = CompletableFuture.supplyAsync(EditIT::rollOutNine);
    }

    private static String page(String text, String tag) throws IOException {
        return TestImages.build(
                "ve-web",
                tag,
                "RUN mkdir -p /srv && echo " + text + " >/srv/index.html",
                "CMD [\"/bin/sh\", \"-c\", \"" + SERVE + "\"]");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Rollout rollOutNine() {
        Outcome made = tenant.create("nine", "-s venine -n 9 -p 21800:80 --bootstrap none -i " + web.get("one"));
        List<URI> pages = pages("nine");
        try (RequestLoop loop = new RequestLoop(pages)) {
            Outcome edited = edit("nine", "-i " + web.get("two"));
            return new Rollout(made, edited, loop.fewest(), texts(pages));
        }
    }

    /** Case: never fewer than all but one serve. */
    @Test
    void ofNineAppsEightAnswerAtAnyMomentOfARollout() {
        Rollout rollout = nine.join();
        ok(rollout.made());
        ok(rollout.edited());
        assertTrue(rollout.fewest() >= 8, "only " + rollout.fewest() + " answered at the worst moment");
        assertEquals(Set.of("two"), rollout.pages());
        ok(tenant.delete("nine", ""));
        assertEquals(List.of(), tenant.left("nine", "venine"));
    }

    /** The tag stays, and means other bytes (case 029). */
    @Test
    void aLoneAppIsStoodInForAndARollbackBringsItsBytesBack() throws IOException {
        String moving = page("one", "moving");
        ok(tenant.create("lone", "-s velone -p 21900:80 --bootstrap none -i " + moving));
        List<URI> pages = List.of(pages("lone").get(0));
        Outcome current = edit("lone", "-i " + moving);
        assertTrue(current.out().contains("nothing changes; its image is"), current.toString());
        page("two", "moving");
        Outcome edited = edit("lone", "-i " + moving);
        ok(edited);
        assertTrue(edited.out().contains("velone002"), "another served meanwhile: " + edited);
        assertEquals(Set.of("two"), texts(pages));
        assertEquals(List.of("velone001"), List.copyOf(ports("lone").keySet()));
        assertEquals(1, tenant.containers("lone").size());
        ok(service.cli("rollback", "-u", "veteam", "-f", "lone"));
        assertEquals(Set.of("one"), texts(pages));
        Outcome further = service.cli("rollback", "-u", "veteam", "-f", "lone");
        assertEquals(1, further.status(), further.toString());
        assertTrue(further.error().contains("no earlier spec to go back to"), further.error());
        ok(tenant.delete("lone", ""));
        assertEquals(List.of(), tenant.left("lone", "velone"));
    }

    @Test
    void aBrokenImageIsStoppedAtTheFirstAppAndThatOneComesBack() throws IOException {
        String broken = TestImages.running("ve-broken", "echo no configuration; exit 7");
        ok(tenant.create("broken", "-s vebrok -n 3 -p 22000:80 --bootstrap none -i " + web.get("one")));
        Map<String, String> others = containerIds("broken");
        others.remove("vebrok001");
        Outcome edited = edit("broken", "-i " + broken);
        assertEquals(1, edited.status(), edited.toString());
        assertTrue(edited.error().contains("vebrok001 was not replaced"), edited.error());
        assertTrue(edited.error().contains("exit code 7"), edited.error());
        assertTrue(edited.error().contains("is as it was before the edit"), edited.error());
        assertEquals(Set.of("one"), texts(pages("broken")));
        assertEquals(3, tenant.containers("broken").size());
        Map<String, String> after = containerIds("broken");
        after.remove("vebrok001");
        assertEquals(others, after);
        assertEquals(
                web.get("one"),
                tenant.json("show", "-u", "veteam", "-f", "broken")
                        .path("image")
                        .asText());
        ok(tenant.delete("broken", ""));
        assertEquals(List.of(), tenant.left("broken", "vebrok"));
    }

    @Test
    void aCancelledEditGoesBackAndARetriedOneSurvivesAKill() throws Exception {
        nine.join();
        ok(tenant.create("cut", "-s vecut -n 3 -p 22100:80 --bootstrap none -i " + web.get("one")));
        String request =
                edit("cut", "-i " + web.get("two") + " --no-wait").out().strip();
        Await.until("an app is replaced", LIMIT, () -> texts(pages("cut")).contains("two"));
        Outcome cancelled = service.cli("request", "cancel", request);
        ok(cancelled);
        assertTrue(cancelled.out().contains("it was cancelled by"), cancelled.out());
        assertEquals(Set.of("one"), texts(pages("cut")));
        String again =
                service.cli("request", "retry", request, "--no-wait").out().strip();
        Await.until("an app is replaced", LIMIT, () -> texts(pages("cut")).contains("two"));
        service.kill();
        service.restart();
        JsonNode ended = new ServiceCalls(service).awaitEnd(again, LIMIT);
        assertEquals("done", ended.path("state").asText(), ended.toString());
        assertEquals(Set.of("two"), texts(pages("cut")));
        assertEquals(3, tenant.containers("cut").size());
        ok(tenant.delete("cut", ""));
        assertEquals(List.of(), tenant.left("cut", "vecut"));
    }

    @Test
    void anAppThatIsReplacedIsAMinionAgain() throws IOException {
        ok(tenant.create("minions", "-s vemini -n 2"));
        ok(edit("minions", "-e COLOUR=blue --max-unavailable 2"));
        new FormationProof(service, "veteam", "minions").requireWhole(List.of("vemini001", "vemini002"), 100, 100);
        JsonNode app = tenant.apps("minions").get(1);
        assertEquals(
                "blue\n",
                LabContainers.exec(
                        app.path("host-server").asText(), app.path("hostname").asText(), "printenv", "COLOUR"));
        ok(tenant.delete("minions", ""));
        assertEquals(List.of(), tenant.left("minions", "vemini"));
    }

    private static List<URI> pages(String formation) {
        return tenant.apps(formation).stream()
                .map(app ->
                        URI.create("http://" + address(app.path("host-server").asText()) + ":"
                                + app.path("port").asInt() + "/"))
                .toList();
    }

    private static String address(String host) {
        return Lab.get().hosts().stream()
                .filter(server -> server.name().equals(host))
                .map(HostServer::address)
                .collect(Collectors.joining());
    }

    private static Set<String> texts(List<URI> pages) {
        return pages.stream().map(RequestLoop::text).collect(Collectors.toSet());
    }

    @Test
    void scalesUpByTheLowestFreeNumbersAndDownByTheHighest() {
        ok(create("www", "-s veweb -n 3 -p 8888:80"));
        assertEquals(Map.of("veweb001", 8888, "veweb002", 8888, "veweb003", 8888), ports("www"));
        ok(edit("www", "-n 5"));
        assertEquals(5, tenant.apps("www").size());
        assertEquals(
                2, ports("www").values().stream().filter(port -> port == 8889).count());
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
        assertEquals(
                "64M",
                tenant.json("show", "-u", "veteam", "-f", "limits").path("ram").asText());
        Outcome verified = service.cli("verify", "-u", "veteam", "-f", "limits");
        assertTrue(verified.out().contains("everything is as recorded"), verified.toString());
        Outcome tooMuch = edit("limits", "-r 2000G");
        assertEquals(1, tooMuch.status(), tooMuch.toString());
        assertTrue(tooMuch.error().contains("has no room for 2048000M"), tooMuch.error());
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
        String tag = Objects.requireNonNull(shown.headers().get("etag")).get(0);
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
                calls.get("/v1/requests/" + request + "?wait=60")
                        .json()
                        .path("state")
                        .asText());
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
            ids.put(
                    app.path("hostname").asText(),
                    inspect(app).path("Id").asText() + " since "
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
