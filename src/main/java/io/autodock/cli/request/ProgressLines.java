package io.autodock.cli.request;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Progress for a file, a pipe or a terminal that can't redraw: one line for each thing that has happened. */
final class ProgressLines implements Progress {

    private final Console console;
    private final Map<String, String> states = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean begun;

    ProgressLines(Console console) {
        this.console = console;
    }

    @Override
    public void show(JsonObject view, Duration elapsed) {
        if (!begun) {
            begun = true;
            console.say("request " + view.text("request") + " accepted: " + RequestText.subject(view));
        }
        for (JsonObject app : view.objects("apps")) {
            String hostname = app.text("hostname");
            if (!app.text("state").equals(states.put(hostname, app.text("state")))) {
                console.say(hostname + " " + app.text("state") + " on " + app.text("host-server"));
            }
        }
        view.texts("notices").stream().filter(told::add).forEach(notice -> console.say("note: " + notice));
        console.out().flush();
    }

    @Override
    public void close() {}
}
