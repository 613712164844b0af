package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.etcd.EtcdStore;
import io.autodock.lab.Await;
import io.autodock.lab.FormationProof;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every kind of drift made by hand on real hosts, mended, and not found again (design rules 10 and 11; cases 035 a and d).
 *
 * <table>
 * <caption>Kinds that other tests show</caption>
 * <tr><td>app of a lost host</td><td>ComparisonTest.appsOfALostHostMove, ReplacementRoutesTest</td></tr>
 * <tr><td>app twice in a record</td><td>ComparisonTest.anAppThatStandsTwiceIsKeptOnce</td></tr>
 * <tr><td>a formation that another request works on</td><td>VerificationTest</td></tr>
 * </table>
 */
class VerifyIT {

    private static final String USER = "tverify";
    private static final String FORMATION = "all";
    /** What is done to the app of that number, and what the report says after its name; what its engine tells of comes last. */
    private static final Map<Integer, Broken> KINDS = new TreeMap<>(Map.of(
            7, new Broken("stop -t 1 NAME", "its container on HOST is exited; started"),
            2, new Broken("pause NAME", "its container on HOST is paused; unpaused"),
            3, new Broken("rm --force NAME", "no container on HOST; made anew"),
            4,
                    new Broken(
                            "update --memory 60m --memory-swap 120m NAME",
                            "its container on HOST has a memory limit of 62914560 bytes, not 104857600; made anew"),
            5,
                    new Broken(
                            "exec NAME pkill -x cron",
                            "its container on HOST has no cron that runs; started again inside"),
            6, new Broken("exec NAME pkill -f listener", "its container on HOST has no sshd that runs; restarted")));

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static RunningService service;
    private static ServiceCalls calls;
    private static Tenant tenant;

    /** A command of docker's, and the line it makes. */
    private record Broken(String command, String line) {}

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        calls = new ServiceCalls(service);
        tenant = new Tenant(service, USER);
    }

    @AfterAll
    static void stop() {
        for (String formation : List.of(FORMATION, "keeper", "dies")) {
            tenant.delete(formation, "");
        }
        service.close();
    }

    @Test
    void everyKindOfDriftIsFoundMendedAndNotFoundAgain() throws IOException {
        ok(tenant.create(FORMATION, "-n 5 -s tvall -p 21700:80"));
        ok(service.cli(
                "create",
                "-u",
                USER,
                "-f",
                "keeper",
                "-s",
                "tvkeep",
                "--command",
                "sh -c '/usr/sbin/sshd; exec sleep 3600'"));
        Map<String, JsonNode> before = apps();
        Set<String> earlier = reports();
        Set<String> expected = new TreeSet<>();
        expected.add(foreignKey());
        expected.add(orphan(before));
        KINDS.forEach((number, broken) -> expected.add(make(number, broken, before)));

        Outcome dry = ok(service.cli("verify", "--dry-run"));
        assertTrue(dry.out().contains("; to be ") || reports().size() > earlier.size(), dry.out());
        ok(service.cli("-check_cluster"));

        // What ended is told by its engine too: whoever came first has mended its formation.
        Await.until("all is mended", LIMIT, () -> reports().containsAll(expected));
        assertEquals("everything is as recorded", verified());
        Set<String> told = reports();
        told.removeAll(earlier);
        assertEquals(expected, told);
        requireAsBefore(before);
        new FormationProof(service, USER, FORMATION)
                .requireWhole(
                        IntStream.rangeClosed(1, 5)
                                .mapToObj("tvall%03d"::formatted)
                                .toList(),
                        100,
                        100);
    }

    private static String verified() {
        return Tenant.parsed(ok(service.cli("verify", "--json")).out())
                .path("sentence")
                .asText();
    }

    /** Every line of every verification so far. */
    private static Set<String> reports() throws IOException {
        Set<String> lines = new TreeSet<>();
        for (JsonNode request :
                calls.call("GET", "/v1/requests?most=1000", "", Map.of()).body().path("requests")) {
            lines.addAll(texts(request.path("report")));
        }
        return lines;
    }

    /** Back means that its sshd answers and what the bootstrap had started runs again. */
    @Test
    void anAppThatDiesIsBackAtOnceByItsEnginesWord() {
        ok(tenant.create("dies", "-n 1 -s tvdies"));
        JsonNode app = tenant.apps("dies").get(0);
        String host = app.path("host-server").asText();
        String before = startedAt(host);
        LabContainers.docker(host, "kill tvdies001");
        long died = System.nanoTime();
        Await.until(
                "it is back",
                LIMIT,
                () -> !startedAt(host).equals(before)
                        && FormationProof.sshBanner(app).startsWith("SSH-2.0-"));
        System.out.println("back after " + (System.nanoTime() - died) / 1_000_000 + " ms");
        Await.until("its cron runs again", LIMIT, () -> !LabContainers.exec(host, "tvdies001", "pgrep", "-x", "cron")
                .isEmpty());
    }

    private static String startedAt(String host) {
        return LabContainers.docker(host, "inspect --format {{.State.Running}}{{.State.StartedAt}} tvdies001");
    }

    /** Its apps are judged once it is back. */
    @Test
    void aHostServerThatIsMissingFromTheClustersKeyIsPutBack() {
        String host = Lab.get().host(3).name();
        try (EtcdStore etcd = service.openEtcd()) {
            String members = etcd.get("docker_cluster").orElseThrow().value();
            etcd.put("docker_cluster", members.replace("," + host, ""));
            JsonNode verified =
                    Tenant.parsed(ok(service.cli("verify", "--json")).out());
            assertEquals(
                    List.of(host + ": its name is missing from docker_cluster; put back"),
                    List.copyOf(texts(verified.path("report"))));
            assertEquals(members, etcd.get("docker_cluster").orElseThrow().value());
        }
    }

    private static String make(int number, Broken broken, Map<String, JsonNode> apps) {
        String name = number == 6 ? "tvkeep001" : "tvall%03d".formatted(number == 7 ? 1 : number);
        String host = app(apps, name).path("host-server").asText();
        LabContainers.docker(host, broken.command().replace("NAME", name));
        return name + ": " + broken.line().replace("HOST", host);
    }

    private static String foreignKey() {
        try (EtcdStore etcd = service.openEtcd()) {
            String key = "/" + USER + "/" + FORMATION;
            String value = etcd.get(key).orElseThrow().value();
            etcd.put(key, value.substring(0, value.length() - 1) + "," + value.substring(1));
        }
        return USER + "/" + FORMATION + ": somebody else has changed /" + USER + "/" + FORMATION
                + " in etcd; written again";
    }

    /** A container of ours that etcd does not know, of a request that has ended. */
    private static String orphan(Map<String, JsonNode> apps) throws IOException {
        JsonNode app = app(apps, "tvall001");
        String home = app.path("host-server").asText();
        String other = Lab.get().hosts().stream()
                .map(host -> host.name())
                .filter(name -> !name.equals(home))
                .findFirst()
                .orElseThrow();
        StringBuilder labels = new StringBuilder();
        LabContainers.inspect(home, "tvall001")
                .path("Config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.append(" --label ")
                        .append(label.getKey())
                        .append('=')
                        .append(label.getValue().asText()));
        LabContainers.docker(
                other, "create --name tvall001" + labels + " " + Lab.get().image() + " sleep 60");
        return "tvall001: a container of " + USER + "/" + FORMATION + " on " + other
                + " that no formation has there; removed";
    }

    /** The same names, hosts and ports; other containers only where they were made anew. */
    private static void requireAsBefore(Map<String, JsonNode> before) {
        Map<String, JsonNode> after = apps();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, app) -> {
            for (String field : List.of("host-server", "ports", "ssh-port")) {
                assertEquals(app.path(field), app(after, name).path(field), name + " " + field);
            }
            String id = app(after, name).path("container-id").asText();
            if (List.of("tvall003", "tvall004").contains(name)) {
                assertNotEquals(app.path("container-id").asText(), id, name);
            } else {
                assertEquals(app.path("container-id").asText(), id, name);
            }
        });
    }

    private static JsonNode app(Map<String, JsonNode> apps, String name) {
        JsonNode app = apps.get(name);
        if (app == null) {
            throw new AssertionError(name + " is not among " + apps.keySet());
        }
        return app;
    }

    private static Map<String, JsonNode> apps() {
        Map<String, JsonNode> apps = new TreeMap<>();
        for (String formation : List.of(FORMATION, "keeper")) {
            tenant.apps(formation).forEach(app -> apps.put(app.path("hostname").asText(), app));
        }
        return apps;
    }

    private static List<String> texts(JsonNode array) {
        return Tenant.list(array).stream().map(JsonNode::asText).toList();
    }

    private static Outcome ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.error());
        return outcome;
    }
}
