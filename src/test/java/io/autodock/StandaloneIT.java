package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Lab;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine with nothing but a Docker Engine: no etcd, no Salt master, no configuration. */
class StandaloneIT {

    private static final String USER = "taalone";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningService service;

    @TempDir
    Path folder;

    /** The host's name is free to choose; the engine is reached through its socket, as a machine's own is. */
    @BeforeAll
    static void startAlone() throws IOException {
        service = RunningService.alone();
        String socket = Lab.get().hostState(1) + "/docker.sock";
        RunningService.Outcome added = service.cli(
                "host", "add", "taone", "--address", Lab.get().host(1).address(), "--engine", "unix://" + socket);
        assertEquals(0, added.status(), added.error());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void deleteFormations() throws IOException {
        JsonNode formations = new ServiceCalls(service)
                .call("GET", "/v1/formations", "", Map.of())
                .body()
                .path("formations");
        for (JsonNode formation : formations) {
            RunningService.Outcome deleted = service.cli(
                    "delete", "-u", USER, "-f", formation.path("formation").asText());
            assertEquals(0, deleted.status(), deleted.error());
        }
        assertEquals(List.of(), LabContainers.of(USER));
    }

    @Test
    void aFormationIsReachableOverSshAndSaltIsSkippedWithANotice() throws Exception {
        RunningService.Outcome made = create("wiki");

        assertEquals(0, made.status(), made.error());
        assertTrue((made.out() + made.error()).contains("Salt is skipped: no Salt master is configured"), made.out());
        JsonNode app = JSON.readTree(
                        service.cli("show", "-u", USER, "-f", "wiki", "--json").out())
                .path("apps")
                .path(0);
        assertEquals("taone", app.path("host-server").asText());
        assertEquals("SSH-2.0-", banner(app.path("ssh-port").asInt()));
    }

    @Test
    void bootstrapThatIsAskedForIsRefused() {
        RunningService.Outcome refused = create("salted", "--bootstrap", "cron");

        assertEquals(2, refused.status());
        assertOneSentence(refused, "bootstrap", "no Salt master is configured");
    }

    @Test
    void itsEtcdSurvivesAKillAndIsTakenOver() throws Exception {
        assertEquals(0, create("kept").status());
        ProcessHandle etcd = privateEtcd();
        service.kill();
        assertTrue(etcd.isAlive(), "etcd outlives the service");
        service.restart();

        assertEquals(etcd.pid(), privateEtcd().pid());
        assertTrue(Files.readString(service.log()).contains("Took over the private etcd"));
        RunningService.Outcome shown = service.cli("show", "-u", USER, "-f", "kept", "--json");
        assertEquals("complete", JSON.readTree(shown.out()).path("state").asText(), shown.error());
    }

    @Test
    void itsEtcdEndsWithIt() throws Exception {
        ProcessHandle etcd = privateEtcd();
        service.stop();
        try {
            assertTrue(!etcd.isAlive(), "etcd ended");
        } finally {
            service.restart();
        }
    }

    @Test
    void aSecondServiceOnTheSameStateDirectoryIsRefused() throws Exception {
        RunningService.Outcome refused = serve(
                Map.of(), Map.of("autodock.state-directory", service.state().toString()));

        assertEquals(1, refused.status());
        assertOneSentence(refused, "another autodock serve uses the state directory " + service.state());
    }

    @Test
    void withoutTheProgramEtcdItSaysWhatIsMissing() throws Exception {
        RunningService.Outcome refused =
                serve(Map.of("PATH", folder.toString()), Map.of("autodock.state-directory", folder + "/state"));

        assertEquals(1, refused.status());
        assertOneSentence(refused, "the program etcd can't be started", "autodock.etcd.endpoints");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() throws Exception {
        RunningService.Outcome refused =
                serve(Map.of(), Map.of("autodock.state-directory", folder + "/state", "autodock.inbx", "/inbox"));

        assertEquals(2, refused.status());
        assertOneSentence(refused, "autodock.inbx", "did you mean autodock.inbox?");
        assertTrue(!Files.exists(folder.resolve("state")), "nothing is begun");
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        String port = service.setting("autodock.http.port");
        RunningService.Outcome refused = serve(
                Map.of(),
                Map.of(
                        "autodock.state-directory",
                        folder + "/state",
                        "autodock.http.port",
                        port,
                        "autodock.management.port",
                        "21041"));

        assertEquals(5, refused.status());
        assertOneSentence(refused, "127.0.0.1:" + port);
    }

    private static RunningService.Outcome create(String formation, String... more) {
        List<String> words = new java.util.ArrayList<>(List.of(
                "create",
                "-u",
                USER,
                "-f",
                formation,
                "-s",
                "taalone",
                "-z",
                "taone",
                "-i",
                Lab.get().image()));
        words.addAll(List.of(more));
        return service.cli(words.toArray(String[]::new));
    }

    private RunningService.Outcome serve(Map<String, String> environment, Map<String, String> settings)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach(
                (key, value) -> lines.append(key).append(" = ").append(value).append('\n'));
        Path configuration = Files.writeString(folder.resolve("autodock.properties"), lines);
        return service.cli(environment, "serve", "--config", configuration.toString());
    }

    /** What a service that can't start says last is one sentence, and no trace of where in the program it came from. */
    private static void assertOneSentence(RunningService.Outcome refused, String... parts) {
        String said = refused.error();
        List<String> sentences =
                said.lines().filter(line -> line.startsWith("autodock: ")).toList();
        assertEquals(1, sentences.size(), said);
        for (String part : parts) {
            assertTrue(sentences.get(0).contains(part), said);
        }
        assertTrue(!said.contains("\tat "), said);
    }

    private static String banner(int port) throws IOException {
        try (Socket socket = new Socket(Lab.get().host(1).address(), port)) {
            socket.setSoTimeout(5_000);
            return new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII);
        }
    }

    private static ProcessHandle privateEtcd() throws IOException {
        String note = Files.readString(service.state().resolve("etcd/process"));
        Optional<ProcessHandle> etcd = ProcessHandle.of(Long.parseLong(note.substring(0, note.indexOf(' '))));
        return etcd.orElseThrow();
    }
}
