package io.autodock.cli.request;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;

/** Progress drawn in place. The screen is the only thing it remembers: each frame wipes the one before. */
final class ProgressBar implements Progress {

    private static final String ESCAPE = "\u001b[";

    private final Console console;
    private List<String> drawn = List.of();
    private boolean closed;

    ProgressBar(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void show(JsonObject view, Duration elapsed) {
        if (closed) {
            return;
        }
        Terminal.Size size = console.terminal().size().get();
        List<String> lines = new ProgressFrame(view, console.terminal(), size).lines(elapsed);
        String frame = wipe(size) + String.join("\n", lines) + "\n";
        console.out().print(frame);
        console.out().flush();
        drawn = lines;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            console.out().print(wipe(console.terminal().size().get()));
            console.out().flush();
        }
    }

    /** Lines drawn when the window was wider are wrapped by now, and take more rows. */
    private String wipe(Terminal.Size size) {
        int rows = drawn.stream()
                .mapToInt(line -> 1 + Math.max(0, line.length() - 1) / size.columns())
                .sum();
        return rows == 0 ? "" : ESCAPE + rows + "A\r" + ESCAPE + "J";
    }
}
