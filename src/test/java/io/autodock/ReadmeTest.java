package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.Order;
import io.autodock.formation.json.OrderDefaults;
import io.autodock.formation.json.OrderReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md says to type is typed by a test: in {@code ReadmeIT}, or in the one that is named here. */
class ReadmeTest {

    private static final Map<String, String> RUN_ELSEWHERE = Map.of(
            "./autodock quickstart", "examples/lab/tests_real/test_quickstart.py",
            "./autodock quickstart --down", "examples/lab/tests_real/test_quickstart.py",
            "./autodock test", ".ci/run",
            "./autodock serve", "src/test/java/io/autodock/lab/RunningService.java",
            "./autodock host add NAME --address ADDRESS", "src/test/java/io/autodock/lab/RunningService.java",
            "./autodock host remove NAME", "src/test/java/io/autodock/ReadmeIT.java",
            "./autodock request ID --follow", "src/test/java/io/autodock/ReadmeIT.java",
            "./autodock --help", "src/test/java/io/autodock/ReadmeIT.java",
            "./autodock completion bash", "src/test/java/io/autodock/ReadmeIT.java",
            "./autodock token create NAME -u USER", "src/test/java/io/autodock/ReadmeIT.java");
    private static final Map<String, String> RUN_ELSEWHERE_TOO = Map.of(
            "./autodock token list", "src/test/java/io/autodock/ReadmeIT.java",
            "./autodock token revoke ID", "src/test/java/io/autodock/ReadmeIT.java");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @Test
    void everyBlockOfCommandsIsMarkedToBeRun() throws IOException {
        List<Long> blocks = ReadmeCommands.blocks();
        assertEquals(blocks.get(0), blocks.get(1));
        assertFalse(ReadmeCommands.marked().isEmpty());
    }

    @Test
    void everyOtherCommandIsRunByATestThatIsThere() throws IOException {
        TreeSet<String> named = new TreeSet<>(RUN_ELSEWHERE.keySet());
        named.addAll(RUN_ELSEWHERE_TOO.keySet());
        assertEquals(named, new TreeSet<>(ReadmeCommands.inline()));
        Stream.concat(RUN_ELSEWHERE.values().stream(), RUN_ELSEWHERE_TOO.values().stream())
                .forEach(file -> assertTrue(Files.exists(Path.of(file)), file));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        LINK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(link -> assertTrue(Files.exists(Path.of(link.group(1))), link.group(1)));
    }

    @Test
    void everyExampleOfAFormationIsARequest() throws IOException {
        OrderReader reader = new OrderReader(new OrderDefaults(Optional.of("sshd:1"), Optional.empty()));
        for (Path file : ExampleFormations.files()) {
            List<Order> orders = reader.read(Files.readAllBytes(file));
            assertFalse(orders.isEmpty(), file.toString());
        }
    }
}
