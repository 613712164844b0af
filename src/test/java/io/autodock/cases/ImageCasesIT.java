package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.cluster.HostServer;
import io.autodock.container.docker.EngineProxy;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Images: a host that has no room for one (case 027), a tag that moves (029).
 *
 * <table>
 * <caption>Lines of these cases that other tests show</caption>
 * <tr><td>027: an error inside the stream of a pull; at most three pulls for one request</td><td>EngineFaultsIT</td></tr>
 * <tr><td>029: a tag is fixed to a digest</td><td>EnginesContract.aTagIsFixedToADigest</td></tr>
 * </table>
 */
class ImageCasesIT {

    private static final String FULL = "no space left on device";

    private static RunningService service;
    private static Tenant tenant;
    private static EngineProxy first;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "tcimage");
        HostServer host = Lab.get().host(1);
        first = new EngineProxy(host, Lab.get().dockerCertificates());
        ok(service.cli("host", "remove", host.name()));
        ok(service.cli(
                "host",
                "add",
                host.name(),
                "--address",
                host.address(),
                "--engine",
                first.host().engine().written()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        first.close();
    }

    @Test
    void aHostWithoutRoomForTheImageIsPassedOverAndNamed() throws IOException {
        String image = TestImages.running("tc-fat", "exec sleep 3600");
        AtomicInteger pulls = new AtomicInteger();
        first.faults(request -> {
            if (request.startsWith("GET /images/")) {
                return EngineProxy.json(404, "{\"message\":\"No such image\"}");
            }
            if (request.startsWith("POST /images/create")) {
                pulls.incrementAndGet();
                return EngineProxy.json(
                        200,
                        "{\"status\":\"Pulling fs layer\"}\n{\"errorDetail\":{\"message\":\"write /x: " + FULL
                                + "\"},\"error\":\"write /x: " + FULL + "\"}\n");
            }
            return Optional.empty();
        });
        try {
            Outcome made = tenant.create("fat", "-s tcfat -n 3 --bootstrap none -r 16M -i " + image);
            ok(made);
            assertTrue((made.out() + made.error()).contains(FULL), made.toString());
            assertEquals(
                    Set.of("dldocker02", "dldocker03"),
                    tenant.apps("fat").stream()
                            .map(app -> app.get("host-server").asText())
                            .collect(Collectors.toSet()));
            ok(tenant.delete("fat", ""));
            pulls.set(0);
            Outcome refused = tenant.create("fat", "-s tcfat -n 2 -z dldocker01 --bootstrap none -i " + image);
            assertEquals(1, refused.status(), refused.toString());
            for (String word : List.of("dldocker01", image, FULL)) {
                assertTrue(refused.error().contains(word), word + " in " + refused.error());
            }
            assertTrue(pulls.get() <= 3, pulls.toString());
            assertEquals(List.of(), tenant.left("fat", "tcfat"));
        } finally {
            first.faults(request -> Optional.empty());
        }
    }

    @Test
    void allAppsRunTheBytesThatTheTagMeantWhenTheRequestBegan() throws IOException {
        String image = version("A");
        Tenant.docker(1, "pull", "-q", image);
        version("B");
        ok(tenant.create("moving", "-s tcmove -n 3 --bootstrap none -r 16M -i " + image));
        assertEquals(Set.of("B"), versions("moving"));
        JsonNode shown = tenant.json("show", "-u", "tcimage", "-f", "moving");
        assertEquals(image, shown.get("image").asText());
        assertTrue(shown.get("digest").asText().startsWith("sha256:"), shown.toString());
        version("C");
        ok(tenant.create("after", "-s tcafter -n 3 --bootstrap none -r 16M -i " + image));
        assertEquals(Set.of("C"), versions("after"));
        assertEquals(Set.of("B"), versions("moving"));
        assertNotEquals(
                shown.get("digest"),
                tenant.json("show", "-u", "tcimage", "-f", "after").get("digest"));
        ok(tenant.delete("moving", ""));
        ok(tenant.delete("after", ""));
        assertEquals(List.of(), tenant.left("moving", "tcmove"));
        assertEquals(List.of(), tenant.left("after", "tcafter"));
    }

    private static String version(String letter) throws IOException {
        return TestImages.build("tc-moving", "1", "LABEL tc.version=" + letter, "CMD [\"/bin/sleep\", \"3600\"]");
    }

    /** The versions that a formation's containers were made from. */
    private static Set<String> versions(String formation) {
        return tenant.containers(formation).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> Tenant.docker(
                                Integer.parseInt(words[0]),
                                "inspect",
                                "-f",
                                "{{index .Config.Labels \"tc.version\"}}",
                                words[1])
                        .strip())
                .collect(Collectors.toSet());
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
