package io.autodock.cli.formation;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Table;

/** A plan in words: the verdict, the image, every host server in the order of the ranking, then the apps. */
final class PlanText {

    private PlanText() {}

    static void tell(Console console, JsonObject plan) {
        console.say(plan.text("sentence", plan.flag("possible") ? "possible" : "refused"));
        JsonObject image = plan.object("image");
        if (image.has("written")) {
            console.say("image " + image.text("written") + "  " + image.text("digest"));
        }
        if (!plan.objects("hosts").isEmpty()) {
            console.say("");
            console.show(hosts(plan));
        }
        if (!plan.objects("apps").isEmpty()) {
            console.say("");
            console.show(RequestText.apps(plan.objects("apps")));
        }
    }

    private static Table hosts(JsonObject plan) {
        Table table = new Table(
                Table.Column.number("rank", 0),
                Table.Column.kept("host-server"),
                Table.Column.number("apps", 0),
                Table.Column.words("refusal", 1),
                Table.Column.number("load15", 3),
                Table.Column.number("cores", 4),
                Table.Column.number("memory-mb", 5),
                Table.Column.number("promised-mb", 2),
                Table.Column.number("recent-failures", 6),
                Table.Column.words("facts", 7));
        for (JsonObject host : plan.objects("hosts")) {
            table.row(
                    host.text("rank"),
                    host.text("host-server"),
                    host.text("apps"),
                    host.text("refusal"),
                    host.text("load15", "-"),
                    host.text("cores"),
                    host.text("memory-mb"),
                    host.text("promised-mb"),
                    host.text("recent-failures"),
                    host.text("facts", "none"));
        }
        return table;
    }
}
