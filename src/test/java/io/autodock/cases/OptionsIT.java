package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of containers and of their places, as {@code docker inspect} shows it. */
class OptionsIT {

    private static RunningService service;
    private static Tenant tenant;
    private static String sleeping;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "vdteam");
        sleeping = SleepingImage.build() + ":1";
        relabel(1, "rack=a");
        relabel(2, "rack=b");
    }

    private static void relabel(int number, String label) {
        String name = Lab.get().host(number).name();
        ok(service.cli("host", "remove", name));
        ok(service.cli("host", "add", name, "--address", Lab.get().host(number).address(), "--label", label));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyOptionIsWhatTheEngineShows(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("variables"), "# comment\nFROM_FILE=it's \"quoted\" $HOME\n");
        ok(create(
                "options",
                "-s",
                "vdopt",
                "-e",
                "A=b c",
                "--env-file",
                file.toString(),
                "--command",
                "sh -c 'trap \"exit 0\" TERM; sleep 3600 & wait'",
                "--container-user",
                "1000:100",
                "--network",
                "bridge",
                "--ulimit",
                "nofile=1024:4096",
                "--sysctl",
                "net.core.somaxconn=512",
                "--log-driver",
                "local",
                "--stop-timeout",
                "30",
                "--label",
                "team=shop",
                "--cap-add",
                "NET_ADMIN",
                "--device",
                "/dev/null:/dev/nothing:r",
                "--privileged",
                "-v",
                "/data",
                "--restart",
                "on-failure:3"));
        try {
            String host = tenant.apps("options").get(0).get("host-server").asText();
            JsonNode seen = LabContainers.inspect(host, "vdopt001");
            JsonNode config = seen.path("Config");
            JsonNode hostConfig = seen.path("HostConfig");
            assertEquals("1000:100", config.path("User").asText());
            assertEquals("shop", config.path("Labels").path("team").asText());
            assertEquals("30", config.path("StopTimeout").asText());
            assertEquals("bridge", hostConfig.path("NetworkMode").asText());
            assertEquals(
                    "[{\"Name\":\"nofile\",\"Hard\":4096,\"Soft\":1024}]",
                    hostConfig.path("Ulimits").toString());
            assertEquals(
                    "{\"net.core.somaxconn\":\"512\"}",
                    hostConfig.path("Sysctls").toString());
            assertEquals("local", hostConfig.path("LogConfig").path("Type").asText());
            assertEquals("[\"NET_ADMIN\"]", hostConfig.path("CapAdd").toString());
            assertTrue(hostConfig.path("Privileged").asBoolean());
            assertEquals(
                    "/dev/nothing",
                    hostConfig.path("Devices").path(0).path("PathInContainer").asText());
            assertEquals(
                    "{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}",
                    hostConfig.path("RestartPolicy").toString());
            assertEquals("b c\n", LabContainers.exec(host, "vdopt001", "printenv", "A"));
            assertEquals("it's \"quoted\" $HOME\n", LabContainers.exec(host, "vdopt001", "printenv", "FROM_FILE"));
            assertEquals("512\n", LabContainers.exec(host, "vdopt001", "cat", "/proc/sys/net/core/somaxconn"));
        } finally {
            ok(tenant.delete("options", ""));
            removeVolumes();
        }
        assertEquals(List.of(), tenant.left("options", "vdopt"));
    }

    @Test
    void anAppThatMayMoveIsNotRestartedByTheHostItLeft() throws IOException {
        ok(create("moving", "-s", "vdmove"));
        try {
            String host = tenant.apps("moving").get(0).get("host-server").asText();
            String restart = LabContainers.inspect(host, "vdmove001")
                    .path("HostConfig")
                    .path("RestartPolicy")
                    .path("Name")
                    .asText();
            assertTrue(List.of("", "no").contains(restart), restart);
        } finally {
            ok(tenant.delete("moving", ""));
        }
    }

    @Test
    void appsGoWhereTheirRulesSay() {
        ok(create("racked", "-s", "vdrack", "-n", "2", "--where", "rack=b", "--max-per-host", "2"));
        try {
            String second = Lab.get().host(2).name();
            assertEquals(
                    List.of(second, second),
                    tenant.apps("racked").stream()
                            .map(app -> app.get("host-server").asText())
                            .toList());
            Outcome crowded = create("crowded", "-s", "vdcrow", "-n", "2", "--where", "rack=b", "--max-per-host", "1");
            assertEquals(1, crowded.status(), crowded.toString());
            assertTrue(crowded.error().contains("at most 1 are asked for"), crowded.error());
            assertTrue(crowded.error().contains("its label rack is \"a\""), crowded.error());
            assertEquals(List.of(), tenant.left("crowded", "vdcrow"));
        } finally {
            ok(tenant.delete("racked", ""));
        }
    }

    @Test
    void aUserMayNotReachBeyondTheContainer() {
        String token =
                service.cli("token", "create", "vd", "-u", "vdteam").out().strip();
        for (List<String> options : List.of(
                List.of("--privileged"),
                List.of("--cap-add", "SYS_ADMIN"),
                List.of("--device", "/dev/kmsg"),
                List.of("--network", "host"))) {
            Outcome refused = service.cli(
                    Map.of("AUTODOCK_TOKEN", token),
                    Stream.concat(
                                    Stream.of("create", "-f", "reach", "-s", "vdreach", "--bootstrap", "none"),
                                    options.stream())
                            .toArray(String[]::new));
            assertEquals(3, refused.status(), options + " " + refused);
        }
    }

    /** Volumes outlive their formation. */
    private static void removeVolumes() {
        Tenant.hosts().forEach(host -> Tenant.docker(
                        host, "volume", "ls", "--quiet", "--filter", "label=io.autodock.user=vdteam")
                .lines()
                .forEach(volume -> Tenant.docker(host, "volume", "rm", volume)));
    }

    private static Outcome create(String formation, String... options) {
        return service.cli(Stream.concat(
                        Stream.of("create", "-u", "vdteam", "-f", formation, "-i", sleeping, "--bootstrap", "none"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
