package io.autodock.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.announce.RequestEvent;
import io.autodock.announce.salt.SaltBus;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.salt.MinionFacts;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the lab's real salt-api. */
class SaltApiIT {

    private final Lab lab = Lab.get();

    @Test
    void every_host_tells_its_facts_and_an_absent_one_costs_little() {
        List<HostServer> hosts = new ArrayList<>(lab.hosts());
        hosts.add(new HostServer("gone", "10.0.0.9", lab.host(1).engine(), "dldocker99", Map.of(), true));
        MinionFacts facts = new MinionFacts(
                LabSalt.api(),
                new MinionFacts.Ages(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                Runnable::run,
                Clock.systemUTC());
        long before = System.nanoTime();
        Map<String, HostFacts> told = facts.facts(hosts);
        assertEquals(lab.hosts().stream().map(HostServer::name).collect(Collectors.toSet()), told.keySet());
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 10);
        told.values().forEach(f -> assertTrue(f.cores() > 0 && f.memoryMegabytes() > 0, f.toString()));
    }

    @Test
    void what_the_account_may_not_do_is_refused() {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> LabSalt.api().runner("submit_event", Map.of()));
        assertEquals(ProblemCode.FAILED, refused.code());
        assertTrue(refused.sentence().contains("external_auth"), refused.sentence());
    }

    @Test
    void a_certificate_of_a_stranger_is_not_trusted(@TempDir Path directory) throws Exception {
        Path ca = directory.resolve("other.pem");
        new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        directory.resolve("k").toString(),
                        "-out",
                        ca.toString(),
                        "-subj",
                        "/CN=other",
                        "-days",
                        "2")
                .redirectErrorStream(true)
                .start()
                .waitFor();
        SaltApi salt = new SaltApi(new SaltApiSettings(
                URI.create(lab.fact("AUTODOCK_LAB_SALT_API")),
                Optional.of(ca),
                "autodock",
                Path.of(lab.fact("AUTODOCK_LAB_SALT_PASSWORD_FILE")),
                Duration.ofSeconds(5)));
        assertEquals(
                ProblemCode.UNAVAILABLE,
                assertThrows(AutodockException.class, () -> salt.runner("master", Map.of()))
                        .code());
    }

    @Test
    void an_announcement_is_seen_on_the_masters_bus(@TempDir Path directory) throws IOException {
        Path seen = directory.resolve("events");
        String command = System.getenv().getOrDefault("AUTODOCK_LAB_COMMAND", "examples/lab/lab");
        Process listener = new ProcessBuilder(
                        command, "master", "salt-run", "state.event", "autodock/request/it-*", "count=2")
                .redirectErrorStream(true)
                .redirectOutput(seen.toFile())
                .start();
        try (SaltBus bus = new SaltBus(LabSalt.api(), Duration.ofSeconds(10), Duration.ofMillis(200))) {
            // The listener tells nothing when it begins to listen: announce until it has heard.
            Await.until("the event was seen", Duration.ofSeconds(30), () -> {
                bus.announce(new RequestEvent("it-1", "done", Map.of("app", "clweb001")));
                return text(seen).contains("autodock/request/it-1/done");
            });
            assertTrue(text(seen).contains("clweb001"), text(seen));
        } finally {
            listener.descendants().forEach(ProcessHandle::destroy);
            listener.destroy();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
