package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.container.docker.EngineProxy;
import io.autodock.etcd.Keys;
import io.autodock.lab.Await;
import io.autodock.lab.Calls;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Host ports at their edges: more apps than hosts (case 020), many at once for one port (021), ports that others hold (022).
 *
 * <table>
 * <caption>Lines of these cases that other tests show</caption>
 * <tr><td>021: names and ports under contention</td><td>EtcdRegistryTest: transactions, without engines</td></tr>
 * <tr><td>022: every wording of an engine for a taken port</td><td>EngineMessageTest</td></tr>
 * <tr><td>022: nothing left of an attempt whose port was taken</td><td>RunAppIT, EngineFaultsIT</td></tr>
 * </table>
 */
class PortCasesIT {

    private static final int AT_ONCE = 100;
    private static final int ROUNDS = 20;
    private static final String RACE = "[rs]\\d+";
    private static final Duration WAVE = Duration.ofSeconds(130);

    private static RunningService service;
    private static Tenant tenant;
    private static String sleeper;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "tcport");
        sleeper = TestImages.running("tc-waiter", "trap 'exit 0' TERM; sleep 3600 & wait");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Twenty times three apps on three hosts, each time on a port of its own, side by side. */
    @Test
    void aFixedPortIsHadOnceOnEveryHostHoweverOften() throws IOException {
        Calls operator = Calls.as(service, "rounds", "");
        IntStream.range(0, ROUNDS)
                .forEach(round -> accepted(
                        operator.post("/v1/formations", order("round" + round, "tcround", 3, 23_400 + round))));
        Await.until("all rounds have ended", WAVE, () -> allEnded("round\\d+", ROUNDS));
        assertNoneFailed("round\\d+");
        for (int round = 0; round < ROUNDS; round++) {
            int port = 23_400 + round;
            assertEquals(
                    Set.of("dldocker01:" + port, "dldocker02:" + port, "dldocker03:" + port),
                    Set.copyOf(tenant.published("round" + round).values()));
        }
        Set<String> published = new HashSet<>();
        IntStream.range(0, ROUNDS)
                .forEach(round ->
                        published.addAll(tenant.published("round" + round).values()));
        assertEquals(published, boundOnHosts("tcround"));
        IntStream.range(0, ROUNDS).forEach(round -> operator.delete("/v1/formations/tcport/round" + round));
        Await.until(
                "nothing is left",
                WAVE,
                () -> boundOnHosts("tcround").isEmpty()
                        && tenant.held("none", "tcround").isEmpty());
    }

    @Test
    void moreAppsThanHostsCountUp() {
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

    /** Half of them at each of two instances; then all go while as many come. */
    @Test
    void aHundredAtOnceForOnePortAtTwoInstancesAllGetTheirOwn() throws IOException {
        Calls one = Calls.as(service, "race", "");
        try (RunningService second = service.beside()) {
            List<Calls> doors = List.of(one, new Calls(second.url(), one.token()));
            IntStream.range(0, AT_ONCE).forEach(number -> submit(doors, "r" + number));
            Await.until("all have ended", WAVE, () -> allEnded(RACE, AT_ONCE));
            assertNoneFailed(RACE);
            assertAllDifferent(AT_ONCE);

            IntStream.range(0, AT_ONCE).forEach(number -> {
                delete(doors, "r" + number);
                submit(doors, "s" + number);
            });
            Await.until("the second wave has ended", WAVE, () -> allEnded(RACE, 3 * AT_ONCE));
            assertNoneFailed(RACE);
            assertAllDifferent(AT_ONCE);
        } finally {
            IntStream.range(0, AT_ONCE).forEach(number -> delete(List.of(one), "r" + number));
            IntStream.range(0, AT_ONCE).forEach(number -> delete(List.of(one), "s" + number));
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

    private static void submit(List<Calls> doors, String formation) {
        accepted(door(doors, formation).post("/v1/formations", order(formation, "tcrace", 1, 23_000)));
    }

    private static void delete(List<Calls> doors, String formation) {
        int status = door(doors, formation)
                .delete("/v1/formations/tcport/" + formation)
                .status();
        assertTrue(status == 202 || status == 404, formation + ": " + status);
    }

    /** Those of even numbers go to the first, the others to the last. */
    private static Calls door(List<Calls> doors, String formation) {
        return doors.get(Integer.parseInt(formation.substring(1)) % doors.size());
    }

    private static void accepted(Calls.Answer answer) {
        assertEquals(202, answer.status(), answer.body());
    }

    /** One app goes to the first host, so that all want the same port there; three are spread. */
    private static String order(String formation, String scheme, int number, int port) {
        Orders order = Orders.order("tcport", formation, scheme)
                .withJson("number", String.valueOf(number))
                .withOnly("ports", port + ":80")
                .with("ram", "16M")
                .with("image", sleeper);
        return (number == 1 ? order.with("host-server", "dldocker01") : order).text();
    }

    private static List<JsonNode> requests(String formations) {
        return Tenant.list(tenant.json("requests", "--most", "1000").get("requests")).stream()
                .filter(request -> request.path("formation").asText().matches(formations))
                .toList();
    }

    private static boolean allEnded(String formations, int number) {
        List<JsonNode> requests = requests(formations);
        return requests.size() == number && requests.stream().allMatch(request -> request.hasNonNull("ended"));
    }

    private static void assertNoneFailed(String formations) {
        assertEquals(
                List.of(),
                requests(formations).stream()
                        .filter(request -> !request.get("state").asText().equals("done"))
                        .map(request -> request.get("sentence").asText())
                        .toList());
    }

    /** {@code HOST:PORT} of every container of that scheme, as the engines have bound it. */
    private static Set<String> boundOnHosts(String scheme) {
        return Tenant.hosts()
                .boxed()
                .flatMap(host -> Tenant.docker(host, "ps", "-a", "--filter", "name=" + scheme, "--format", "{{.Ports}}")
                        .lines()
                        .map(ports -> Lab.get().host(host).name()
                                + ports.replaceAll("^.*?0\\.0\\.0\\.0(:\\d+)->80/.*$", "$1")))
                .collect(Collectors.toSet());
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
