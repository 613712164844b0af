package io.autodock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.cluster.HostServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * That a formation is what was asked for, by other means than Autodock's own word: Docker's, etcdctl's, sshd's and the
 * app's own files.
 */
public final class FormationProof {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MEGABYTE = 1024 * 1024;

    private final RunningService service;
    private final ServiceCalls calls;
    private final String user;
    private final String formation;

    /** Of a formation of that service. */
    public FormationProof(RunningService service, String user, String formation) {
        this.service = service;
        this.calls = new ServiceCalls(service);
        this.user = user;
        this.formation = formation;
    }

    /** All its apps run with those limits, on their hosts, reachable, bootstrapped, and recorded as the original did. */
    public void requireWhole(List<String> hostnames, int cpuShares, int ram) throws IOException {
        JsonNode shown = calls.formation(user, formation).body();
        assertEquals("complete", shown.path("state").asText(), shown.toString());
        List<String> names = new ArrayList<>();
        for (JsonNode app : shown.path("apps")) {
            names.add(app.path("hostname").asText());
            requireContainer(app, cpuShares, ram);
            requireBootstrapped(app);
        }
        assertEquals(hostnames, names);
        assertEquals(hostnames.size(), LabContainers.of(user, formation).size());
        requireRecord(shown.path("apps"), cpuShares, ram);
    }

    private static void requireContainer(JsonNode app, int cpuShares, int ram) throws IOException {
        JsonNode container = LabContainers.inspect(host(app), name(app));
        assertEquals(app.path("container-id").asText(), container.path("Id").asText());
        assertTrue(container.path("State").path("Running").asBoolean(), "it runs");
        assertEquals(name(app), container.path("Config").path("Hostname").asText());
        assertEquals(cpuShares, container.path("HostConfig").path("CpuShares").asInt());
        assertEquals(ram * MEGABYTE, container.path("HostConfig").path("Memory").asLong());
    }

    private static void requireBootstrapped(JsonNode app) throws IOException {
        assertTrue(sshBanner(app).startsWith("SSH-2.0-"), "sshd answers");
        String files =
                LabContainers.exec(host(app), name(app), "cat", "/etc/autodock-highstate", "/etc/cron.d/autodock");
        assertEquals(name(app), files.lines().findFirst().orElse(""), "the highstate wrote the minion's id");
        assertTrue(files.contains("root flock -n /run/autodock-highstate.lock"), files);
        LabContainers.exec(host(app), name(app), "pgrep", "-x", "cron");
    }

    /** The first line that an app's sshd says on its SSH port. */
    public static String sshBanner(JsonNode app) throws IOException {
        try (Socket socket = new Socket(address(host(app)), app.path("ssh-port").asInt())) {
            socket.setSoTimeout(5_000);
            byte[] banner = socket.getInputStream().readNBytes("SSH-2.0-".length());
            return new String(banner, StandardCharsets.US_ASCII);
        }
    }

    private void requireRecord(JsonNode apps, int cpuShares, int ram) throws IOException {
        JsonNode record = JSON.readTree(etcdctl("get", "--print-value-only", "/" + user + "/" + formation));
        assertTrue(record.isArray(), record.toString());
        assertEquals(apps.size(), record.size());
        for (int place = 0; place < apps.size(); place++) {
            JsonNode app = record.path(place);
            assertEquals(apps.path(place).path("hostname"), app.path("hostname"));
            assertEquals(JSON.getNodeFactory().numberNode(cpuShares), app.path("cpu-shares"));
            assertEquals(JSON.getNodeFactory().numberNode(ram), app.path("ram"));
            assertEquals(apps.path(place).path("host-server"), app.path("host-server"));
            assertEquals(JSON.createArrayNode(), app.path("mounts"));
            assertEquals(publishedPort(apps.path(place)), app.path("port").asInt());
        }
    }

    /** The host port of the first {@code -p}, else the SSH port, as Docker tells it. */
    private static int publishedPort(JsonNode app) throws IOException {
        JsonNode bindings =
                LabContainers.inspect(host(app), name(app)).path("HostConfig").path("PortBindings");
        JsonNode asked = bindings.path("80/tcp");
        JsonNode balanced = asked.isMissingNode() ? bindings.path("22/tcp") : asked;
        return Integer.parseInt(balanced.path(0).path("HostPort").asText());
    }

    private String etcdctl(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("etcdctl", "--endpoints", service.etcdEndpoint()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        builder.environment().put("ETCDCTL_USER", "root:" + Files.readString(service.etcdPasswordFile()));
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String host(JsonNode app) {
        return app.path("host-server").asText();
    }

    private static String name(JsonNode app) {
        return app.path("hostname").asText();
    }

    private static String address(String host) {
        return Lab.get().hosts().stream()
                .filter(server -> server.name().equals(host))
                .map(HostServer::address)
                .collect(Collectors.joining());
    }
}
