package io.autodock.cli.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressFrameTest {

    private static final Duration SEVEN_SECONDS = Duration.ofSeconds(7);

    @Test
    void everyAppAndABarOverAll() {
        assertEquals(
                List.of(
                        "create cholcomb/owncloud  ▕██████████████████████████░░░░░░░░░░░░░░▏ 1/3  7 s",
                        "  clweb003  placed on h3",
                        "  clweb002  running on h2",
                        "  clweb001  bootstrapped on h1"),
                lines(80, 24, true, "bootstrapped", "running", "placed"));
    }

    @Test
    void withoutBlockCharactersTheBarIsPlain() {
        assertEquals(
                "create cholcomb/owncloud  [##########################              ] 1/2  7 s",
                lines(80, 24, false, "bootstrapped", "placed").get(0));
    }

    @Test
    void aNarrowTerminalHasNoBarAndCutsLines() {
        List<String> lines = lines(30, 24, true, "running");
        assertEquals("create cholcomb/owncloud 0/1…", lines.get(0));
        assertTrue(lines.stream().allMatch(line -> line.length() < 30));
    }

    @Test
    void moreAppsThanRowsAreCounted() {
        List<String> lines = lines(80, 6, true, "running", "placed", "placed", "placed", "running");
        assertEquals(5, lines.size());
        assertEquals("  and 2 more", lines.get(4));
    }

    @Test
    void beforeThePlacementThereIsTheStateAlone() {
        assertEquals(List.of("create cholcomb/owncloud  accepted  7 s"), lines(80, 24, true));
    }

    @Test
    void theBarWipesWhatItDrewAlsoWhereTheWindowBecameNarrower() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] columns = {60};
        Terminal terminal = new Terminal(true, true, true, true, () -> new Terminal.Size(columns[0], 24));
        Console console =
                new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), new PrintStream(bytes), terminal);
        ProgressBar bar = new ProgressBar(console);
        bar.show(view("running"), SEVEN_SECONDS);
        assertEquals(2, bytes.toString(StandardCharsets.UTF_8).lines().count());
        bytes.reset();
        columns[0] = 30;
        bar.show(view("bootstrapped"), SEVEN_SECONDS);
        assertTrue(bytes.toString(StandardCharsets.UTF_8).startsWith("\u001b[3A\r\u001b[J"), "2 lines, one wrapped");
        bytes.reset();
        bar.close();
        bar.close();
        assertEquals("\u001b[2A\r\u001b[J", bytes.toString(StandardCharsets.UTF_8));
    }

    private static List<String> lines(int columns, int rows, boolean unicode, String... states) {
        Terminal.Size size = new Terminal.Size(columns, rows);
        Terminal terminal = new Terminal(true, true, true, unicode, () -> size);
        return new ProgressFrame(view(states), terminal, size).lines(SEVEN_SECONDS);
    }

    private static JsonObject view(String... states) {
        List<JsonObject> apps = new ArrayList<>();
        for (String state : states) {
            int number = apps.size() + 1;
            apps.add(new JsonObject(
                    Map.of("hostname", "clweb00" + number, "host-server", "h" + number, "state", state)));
        }
        return new JsonObject(Map.of(
                "request",
                "r1",
                "operation",
                "create",
                "user",
                "cholcomb",
                "formation",
                "owncloud",
                "state",
                "accepted",
                "apps",
                apps));
    }
}
