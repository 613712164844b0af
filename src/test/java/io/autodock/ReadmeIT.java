package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** README.md's commands against a running service, just as they stand there. */
class ReadmeIT {

    private static RunningService service;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        token = service.cli("token", "create", "readme", "--role", "operator")
                .out()
                .strip();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyCommandWorksInTheOrderOfThePage() throws Exception {
        for (String command : ReadmeCommands.marked()) {
            String answer = run(command);
            assertTrue(!answer.contains("\"status\":4") && !answer.contains("\"status\":5"), command + "\n" + answer);
        }
        assertEquals(0, json("list", "--json").findValues("formation").size());
    }

    @Test
    void tokensAreMadeListedAndRevoked() {
        assertEquals(0, service.cli("token", "create", "d1team", "-u", "d1team").status());
        JsonNode listed = json("token", "list", "--json");
        String id = "";
        for (JsonNode known : listed.findParents("name")) {
            id = known.path("name").asText().equals("d1team") ? known.path("id").asText() : id;
        }
        assertEquals(0, service.cli("token", "list").status());
        assertEquals(0, service.cli("token", "revoke", id).status());
    }

    @Test
    void aHostIsAddedAndRemoved() {
        String name = "d1spare";
        assertEquals(
                0,
                service.cli("host", "add", name, "--address", Lab.get().host(1).address())
                        .status());
        assertEquals(0, service.cli("host", "remove", name).status());
    }

    @Test
    void helpCompletionAndOneRequestAreShown() {
        assertTrue(service.cli("--help").out().contains("Usage: autodock"));
        assertTrue(
                service.cli("completion", "bash").out().toLowerCase(Locale.ROOT).contains("complet"));
        Outcome verified = service.cli("verify", "--json");
        assertEquals(0, verified.status(), verified.error());
        String id = json("requests", "--json").findValue("request").asText();
        assertEquals(0, service.cli("request", id, "--follow").status());
    }

    /** In a shell, as a reader would type it. */
    private static String run(String command) throws Exception {
        Path out = Files.createTempFile(service.state(), "readme", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("AUTODOCK_STATE", service.state().toString());
        if (command.startsWith("curl")) {
            builder.environment().put("AUTODOCK_SERVER", service.url().toString());
            builder.environment().put("AUTODOCK_TOKEN", token);
        }
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), command);
        String answer = Files.readString(out, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), command + "\n" + answer);
        return answer;
    }

    private static JsonNode json(String... arguments) {
        try {
            return new ObjectMapper().readTree(service.cli(arguments).out());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
