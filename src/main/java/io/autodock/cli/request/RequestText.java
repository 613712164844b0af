package io.autodock.cli.request;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** A request in words. */
public final class RequestText {

    private RequestText() {}

    /** What it is about, e.g. {@code create cholcomb/owncloud}. */
    public static String subject(JsonObject view) {
        String formation = formation(view);
        return formation.isEmpty()
                ? view.text("operation") + " of everything"
                : view.text("operation") + " " + formation;
    }

    /** Whose formation, e.g. {@code cholcomb/owncloud}; empty for a verification of everything. */
    public static String formation(JsonObject view) {
        return view.has("formation") ? view.text("user") + "/" + view.text("formation") : view.text("user");
    }

    /** Whether nothing more will happen to it. */
    public static boolean ended(JsonObject view) {
        return view.text("state").equals("done") || view.text("state").equals("failed");
    }

    /** An instant as people read it: to the second, in UTC as the service wrote it. */
    public static String time(String instant) {
        int fraction = instant.indexOf('.');
        return fraction < 0 ? instant : instant.substring(0, fraction) + "Z";
    }

    /** The apps of a request, a plan or a formation. */
    public static Table apps(List<JsonObject> apps) {
        Table table = new Table(
                Table.Column.kept("hostname"),
                Table.Column.kept("host-server"),
                Table.Column.words("state", 1),
                Table.Column.words("ports", 2),
                Table.Column.number("ssh-port", 3),
                Table.Column.words("container", 4));
        for (JsonObject app : apps) {
            String container = app.text("container-id");
            table.row(
                    app.text("hostname"),
                    app.text("host-server"),
                    app.text("state"),
                    String.join(" ", app.texts("ports")),
                    app.text("ssh-port"),
                    container.substring(0, Math.min(12, container.length())));
        }
        return table;
    }

    /** All that is known of one request. */
    static void tell(Console console, JsonObject view) {
        List<String> lines = new ArrayList<>();
        line(lines, "request", view.text("request"));
        line(lines, "asked", subject(view));
        line(lines, "by", view.text("caller") + " (" + view.text("trigger") + ")");
        line(lines, "accepted", time(view.text("accepted")));
        line(lines, "ended", time(view.text("ended")));
        line(lines, "state", view.text("state"));
        line(lines, "result", view.text("sentence"));
        view.texts("notices").forEach(notice -> line(lines, "note", notice));
        lines.forEach(console::say);
        view.texts("report").forEach(console::say);
        tellApps(console, view);
    }

    /** The apps, where there are any. */
    static void tellApps(Console console, JsonObject view) {
        if (!view.objects("apps").isEmpty()) {
            console.say("");
            console.show(apps(view.objects("apps")));
        }
    }

    private static void line(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(name + " ".repeat(10 - name.length()) + value);
        }
    }
}
