package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Await;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every file of {@code examples/formations}, dropped into the inbox of a running service. */
class ExamplesIT {

    private static final Duration LIMIT = Duration.ofSeconds(150);

    @Test
    void everyExampleEndsInDone() throws IOException {
        try (RunningService service = RunningService.start(Map.of())) {
            try {
                for (Path example : ExampleFormations.files()) {
                    drop(service, example);
                }
            } finally {
                deleteAll(service);
            }
        }
    }

    private static void drop(RunningService service, Path example) throws IOException {
        String name = String.valueOf(example.getFileName());
        Files.copy(example, service.folder("inbox").resolve(name));
        Await.until(
                name + " has ended",
                LIMIT,
                () -> !Files.exists(service.folder("inbox").resolve(name))
                        && !Files.exists(service.folder("accepted").resolve(name)));
        assertEquals("done", whereabouts(service, name), () -> reason(service, name));
    }

    private static String whereabouts(RunningService service, String name) {
        for (String folder : new String[] {"done", "failed", "rejected"}) {
            if (Files.exists(service.folder(folder).resolve(name))) {
                return folder;
            }
        }
        return "nowhere";
    }

    private static String reason(RunningService service, String name) {
        String stem = name.substring(0, name.length() - ".json".length());
        StringBuilder said = new StringBuilder();
        for (String file : new String[] {"failed/" + stem + ".result.json", "rejected/" + stem + ".reason.txt"}) {
            try {
                said.append(Files.readString(service.state().resolve(file)));
            } catch (IOException absent) {
                said.append("no ").append(file).append("; ");
            }
        }
        return said.toString();
    }

    private static void deleteAll(RunningService service) throws IOException {
        JsonNode list =
                new ObjectMapper().readTree(service.cli("list", "--json").out());
        for (JsonNode formation : list.findParents("formation")) {
            service.cli(
                    "delete",
                    "-u",
                    formation.get("user").asText(),
                    "-f",
                    formation.get("formation").asText());
        }
    }
}
