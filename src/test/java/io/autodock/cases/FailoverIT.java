package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Await;
import io.autodock.lab.FormationProof;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Host servers die, are cut off, and come back; each of these begins with what the one before has left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

    private static final String SCHEME = "foweb";
    private static final Duration MOVED = Duration.ofSeconds(40);

    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(Map.of("autodock.verify.period", "1h"));
        tenant = new Tenant(service, "foteam");
        String sleeper = TestImages.running("fo-sleeper", "exec sleep 3600");
        ok(tenant.create("web", "-s " + SCHEME + " -n 3"));
        ok(tenant.create("keep", "-s fokeep -n 3 --on-host-loss wait --bootstrap none -r 16M -i " + sleeper));
    }

    @AfterAll
    static void stop() {
        for (int number = 1; number <= 3; number++) {
            Lab.get().host("start", number);
        }
        service.close();
    }

    @Test
    @Order(1)
    void whatMayMoveMovesWhenTheLinkIsCutAndNothingStaleIsLeftAfterMending() throws IOException {
        assertEquals(List.of("1", "2", "3"), places("web"));
        Lab.get().host("cut", 2);
        try {
            awaitAwayFrom(2);
        } finally {
            Lab.get().host("mend", 2);
        }
        Await.until(
                "nothing stale on host 2 ten seconds after mending",
                Duration.ofSeconds(10),
                () -> tenant.containers("web").size() == 3 && !places("web").contains("2"));
        awaitBack(2);
        assertEquals(List.of("1", "2", "3"), places("keep"));
        assertAllGreet();
    }

    @Test
    @Order(2)
    void whatWaitsStaysWhenThePowerGoesAndIsThereAgainAfterwards() throws IOException {
        Map<String, String> keeping = tenant.published("keep");
        String host = busiest("web");
        int number = Integer.parseInt(host);
        Lab.get().host("stop", number);
        try {
            awaitAwayFrom(number);
            assertEquals(keeping, tenant.published("keep"));
            assertTrue(log().contains("Host server " + Lab.get().host(number).name() + " is lost"));
            JsonNode failover = Tenant.list(tenant.json("requests").get("requests")).stream()
                    .filter(request -> request.path("operation").asText().equals("failover"))
                    .filter(request -> request.path("host-server")
                            .asText()
                            .equals(Lab.get().host(number).name()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(failover.path("report").toString().contains("waits for"), failover.toString());
        } finally {
            Lab.get().host("start", number);
        }
        awaitBack(number);
        assertEquals(3, tenant.containers("web").size());
        assertTrue(!places("web").contains(host), places("web").toString());
        Await.until("what waited runs again", Duration.ofSeconds(15), () -> places("keep")
                .equals(List.of("1", "2", "3")));
    }

    @Test
    @Order(3)
    void nothingMovesWhenTwoOfThreeAreCutOff() throws IOException {
        Map<String, String> web = tenant.published("web");
        Lab.get().host("cut", 1);
        Lab.get().host("cut", 3);
        try {
            Await.until("one loud sentence says why nothing moves", Duration.ofSeconds(20), () -> log().contains(
                            "2 of 3 host servers look dead at once"));
        } finally {
            Lab.get().host("mend", 1);
            Lab.get().host("mend", 3);
        }
        awaitBack(1);
        awaitBack(3);
        assertEquals(web, tenant.published("web"));
        assertEquals(1, log().split("2 of 3 host servers look dead at once", -1).length - 1);
        ok(tenant.delete("web", ""));
        ok(tenant.delete("keep", ""));
        assertEquals(List.of(), tenant.left("web", SCHEME));
        assertEquals(List.of(), tenant.left("keep", "fokeep"));
    }

    private static void awaitAwayFrom(int number) throws IOException {
        String name = Lab.get().host(number).name();
        Await.until("all apps of web are away from " + name, MOVED, () -> tenant.published("web").values().stream()
                .noneMatch(place -> place.startsWith(name + ":")));
        assertAllGreet();
    }

    private static void assertAllGreet() throws IOException {
        List<JsonNode> apps = tenant.apps("web");
        assertEquals(3, apps.size());
        for (JsonNode app : apps) {
            assertEquals("SSH-2.0-", FormationProof.sshBanner(app));
        }
    }

    private static void awaitBack(int number) {
        String name = Lab.get().host(number).name();
        Await.until(
                name + " takes apps again",
                Duration.ofSeconds(30),
                () -> Tenant.list(tenant.json("hosts").get("hosts")).stream()
                        .anyMatch(host -> host.path("host-server").asText().equals(name)
                                && host.path("state").asText().equals("answers")));
    }

    /** The number of the host that has most of a formation's apps. */
    private static String busiest(String formation) {
        Map<String, Integer> apps = new TreeMap<>();
        tenant.containers(formation).forEach(line -> apps.merge(line.substring(0, 1), 1, Integer::sum));
        return apps.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static List<String> places(String formation) {
        return tenant.containers(formation).stream()
                .filter(line -> line.endsWith("running"))
                .map(line -> line.substring(0, 1))
                .distinct()
                .toList();
    }

    private static String log() throws IOException {
        return Files.readString(service.log());
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.error());
    }
}
