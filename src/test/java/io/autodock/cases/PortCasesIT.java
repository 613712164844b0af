package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.container.docker.EngineProxy;
import io.autodock.etcd.Keys;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Host ports at their edges: more apps than hosts (case 020), many at once for one port (021), ports that others hold (022).
 *
 * <table>
 * <caption>Lines of these cases that other tests show</caption>
 * <tr><td>020: twenty rounds</td><td>PlacementPropertiesTest: any number of apps and hosts is dealt evenly</td></tr>
 * <tr><td>021: names and ports under contention</td><td>EtcdRegistryTest: transactions, without engines</td></tr>
 * <tr><td>022: every wording of an engine for a taken port</td><td>EngineMessageTest</td></tr>
 * <tr><td>022: nothing left of an attempt whose port was taken</td><td>RunAppIT, EngineFaultsIT</td></tr>
 * </table>
 */
class PortCasesIT {

    private static final int AT_ONCE = 60;
    private static final Duration WAVE = Duration.ofSeconds(130);

    private static RunningService service;
    private static Tenant tenant;
    private static String sleeper;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "tcport");
        sleeper = TestImages.running("tc-sleeper", "exec sleep 3600");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aFixedPortSpreadsOverTheHostsAndCountsUpWhereThereAreMoreApps() {
        for (int round = 0; round < 3; round++) {
            created("www", "-s tcweb -n 3 -p 23088:80");
            assertEquals(
                    Set.of("dldocker01:23088", "dldocker02:23088", "dldocker03:23088"),
                    Set.copyOf(tenant.published("www").values()));
            assertEquals(tenant.published("www"), tenant.bound("www", 80));
            deleted("www", "tcweb");
        }
        created("www", "-s tcweb -n 5 -p 23088:80");
        Map<String, String> five = tenant.published("www");
        assertEquals(5, Set.copyOf(five.values()).size(), five.toString());
        assertEquals(
                2,
                five.values().stream().filter(place -> place.endsWith(":23089")).count(),
                five.toString());
        assertEquals(
                3,
                five.values().stream().filter(place -> place.endsWith(":23088")).count(),
                five.toString());
        assertEquals(five, tenant.bound("www", 80));
        deleted("www", "tcweb");
    }

    @Test
    void thePortsEndAt65535AndNothingIsHalfMade() {
        Outcome refused = none("top", "-s tctop -n 3 -z dldocker01 -p 65534:80");
        assertRefused(refused, "65534", "dldocker01");
        assertEquals(List.of(), tenant.left("top", "tctop"));
        created("top", "-s tctop -n 2 -z dldocker01 -p 65534:80");
        assertEquals(Map.of("tctop001", "dldocker01:65534", "tctop002", "dldocker01:65535"), tenant.bound("top", 80));
        deleted("top", "tctop");
    }

    @Test
    void anExactPortIsHadOncePerHostOrTheWholeIsRefused() {
        Outcome refused = none("exact", "-s tcex -n 4 -p =23077:80");
        assertRefused(refused, "23077", "dldocker01", "dldocker02", "dldocker03");
        assertEquals(List.of(), tenant.left("exact", "tcex"));
        created("exact", "-s tcex -n 3 -p =23077:80");
        assertEquals(
                Set.of("dldocker01:23077", "dldocker02:23077", "dldocker03:23077"),
                Set.copyOf(tenant.bound("exact", 80).values()));
        deleted("exact", "tcex");
    }

    @Test
    void manyAtOnceForOnePortAllGetTheirOwn() throws IOException {
        String token = Tenant.parsed(Files.readString(service.state().resolve("local-operator.json")))
                .get("token")
                .asText();
        try {
            IntStream.range(0, AT_ONCE).forEach(number -> submit(token, "r" + number));
            Await.until("all have ended", WAVE, () -> allEnded(AT_ONCE));
            assertNoneFailed();
            assertAllDifferent(AT_ONCE);

            int half = AT_ONCE / 2;
            IntStream.range(0, half).forEach(number -> {
                delete(token, "r" + number);
                submit(token, "s" + number);
            });
            Await.until("the second wave has ended", WAVE, () -> allEnded(AT_ONCE + 2 * half));
            assertNoneFailed();
            assertAllDifferent(AT_ONCE);
        } finally {
            IntStream.range(0, AT_ONCE).forEach(number -> delete(token, "r" + number));
            IntStream.range(0, AT_ONCE / 2).forEach(number -> delete(token, "s" + number));
        }
        Await.until(
                "nothing is left",
                WAVE,
                () -> names().isEmpty() && tenant.held("none", "tcrace").isEmpty());
    }

    @Test
    void portsThatStrangersHoldAreSkippedWithinTheRequest() throws IOException {
        Tenant.docker(1, "run", "-d", "--name", "tcstranger", "-p", "23062:80", sleeper);
        try (HostListener listening = HostListener.on(1, 23_060);
                HostListener leaving = HostListener.leavingFrom(1, 23_061)) {
            assertTrue(listening.holds() && leaving.holds());
            Outcome made = created("f1", "-s tctaken -n 1 -z dldocker01 -p 23060:80");
            assertTrue((made.out() + made.error()).contains("23060"), made.toString());
            Map<String, String> published = tenant.published("f1");
            assertTrue(
                    Set.of("dldocker01:23061", "dldocker01:23063").contains(published.get("tctaken001")),
                    published.toString());
            assertEquals(published, tenant.bound("f1", 80));
            assertEquals(List.of("1 tctaken001 running"), tenant.containers("f1"));
        } finally {
            Tenant.docker(1, "rm", "-f", "tcstranger");
        }
        deleted("f1", "tctaken");
    }

    @Test
    void aPortThatIsTakenBetweenCreateAndStartLeadsToTheNext() throws IOException {
        List<HostListener> thieves = new CopyOnWriteArrayList<>();
        try (EngineProxy proxy = new EngineProxy(Lab.get().host(1), Lab.get().dockerCertificates())) {
            proxy.faults(request -> {
                if (request.matches("POST \\S*/containers/\\w+/start\\S*") && thieves.isEmpty()) {
                    thieves.add(listener(23_070));
                }
                return Optional.empty();
            });
            assertEquals(
                    0,
                    service.cli(
                                    "host",
                                    "add",
                                    "tchost",
                                    "--address",
                                    Lab.get().host(1).address(),
                                    "--engine",
                                    proxy.host().engine().written())
                            .status());
            created("late", "-s tclate -n 1 -z tchost -p 23070:80");
            assertEquals("tchost:23071", tenant.published("late").get("tclate001"));
            assertEquals("dldocker01:23071", tenant.bound("late", 80).get("tclate001"));
            assertEquals(List.of("1 tclate001 running"), tenant.containers("late"));
            assertTrue(tenant.held("late", "tclate").stream()
                    .filter(entry -> entry.startsWith(Keys.HOST_BOOKS))
                    .noneMatch(entry -> entry.contains("23070")));
            deleted("late", "tclate");
            assertEquals(0, service.cli("host", "remove", "tchost").status());
        } finally {
            thieves.forEach(HostListener::close);
        }
    }

    private static HostListener listener(int port) {
        try {
            return HostListener.on(1, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome none(String formation, String options) {
        return tenant.create(formation, options + " --bootstrap none -r 16M -i " + sleeper);
    }

    private static Outcome created(String formation, String options) {
        Outcome outcome = none(formation, options);
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome;
    }

    private static void deleted(String formation, String scheme) {
        Outcome outcome = tenant.delete(formation, "");
        assertEquals(0, outcome.status(), outcome.toString());
        assertEquals(List.of(), tenant.left(formation, scheme));
    }

    private static void assertRefused(Outcome refused, String... words) {
        assertEquals(1, refused.status(), refused.toString());
        assertEquals(
                1,
                refused.error()
                        .lines()
                        .filter(line -> line.startsWith("autodock: "))
                        .count(),
                refused.error());
        for (String word : words) {
            assertTrue(refused.error().contains(word), word + " in " + refused.error());
        }
    }

    private static void submit(String token, String formation) {
        String body = "{\"user\": \"tcport\", \"formation\": \"" + formation
                + "\", \"hostname-scheme\": \"tcrace\", \"number\": 1, \"host-server\": \"dldocker01\", \"ports\": [\"23000:80\"],"
                + " \"bootstrap\": \"none\", \"ram\": \"16M\", \"image\": \"" + sleeper + "\"}";
        assertEquals(202, call(token, "POST", "/v1/formations", body), formation);
    }

    private static void delete(String token, String formation) {
        int status = call(token, "DELETE", "/v1/formations/tcport/" + formation, "");
        assertTrue(status == 202 || status == 404, formation + ": " + status);
    }

    private static int call(String token, String method, String path, String body) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(service.url() + path).toURL().openConnection();
            call.setRequestMethod(method);
            call.setRequestProperty("Authorization", "Bearer " + token);
            if (!body.isEmpty()) {
                call.setDoOutput(true);
                call.setRequestProperty("Content-Type", "application/json");
                call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            return call.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> raceRequests() {
        return Tenant.list(tenant.json("requests", "--most", "500").get("requests")).stream()
                .filter(request -> request.path("formation").asText().matches("[rs]\\d+"))
                .toList();
    }

    private static boolean allEnded(int number) {
        List<JsonNode> requests = raceRequests();
        return requests.size() == number && requests.stream().allMatch(request -> request.hasNonNull("ended"));
    }

    private static void assertNoneFailed() {
        assertEquals(
                List.of(),
                raceRequests().stream()
                        .filter(request -> !request.get("state").asText().equals("done"))
                        .map(request -> request.get("sentence").asText())
                        .toList());
    }

    private static List<String> names() {
        return Tenant.docker(
                        1,
                        "ps",
                        "-a",
                        "--filter",
                        "label=io.autodock.user=tcport",
                        "--filter",
                        "name=tcrace",
                        "--format",
                        "{{.Names}} {{.State}} {{.Ports}}")
                .lines()
                .toList();
    }

    private static void assertAllDifferent(int number) {
        List<String> names = names();
        assertEquals(number, names.size(), names.toString());
        assertTrue(names.stream().allMatch(name -> name.contains(" running ")), names.toString());
        Set<String> ports = new HashSet<>();
        names.forEach(name -> ports.add(name.replaceAll("^.*0\\.0\\.0\\.0:(\\d+)->80.*$", "$1")));
        assertEquals(number, ports.size(), names.toString());
        String books = String.join("\n", tenant.held("none", "tcrace"));
        assertTrue(ports.stream().allMatch(books::contains), books);
    }
}
