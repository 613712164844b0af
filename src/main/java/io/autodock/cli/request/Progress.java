package io.autodock.cli.request;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import java.time.Duration;

/** Shows how far a request has come while it is followed. */
public interface Progress extends AutoCloseable {

    /**
     * Shows a view of the request; called again and again, also when nothing has changed.
     *
     * @param view the request as the service shows it
     * @param elapsed since the following began
     */
    void show(JsonObject view, Duration elapsed);

    /** Leaves the screen to what is written next. May be called twice. */
    @Override
    void close();

    /** Drawn in place where the terminal can do that, else in lines. */
    static Progress on(Console console) {
        return console.terminal().redrawn() ? new ProgressBar(console) : new ProgressLines(console);
    }

    /** Shows nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(JsonObject view, Duration elapsed) {}

            @Override
            public void close() {}
        };
    }
}
