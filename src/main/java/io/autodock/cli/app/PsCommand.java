package io.autodock.cli.app;

import io.autodock.cli.formation.FormationOptions;
import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import io.autodock.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what runs where. */
@Command(name = "ps", description = "What runs where, as the engines of the host servers show it now.")
public final class PsCommand extends ServiceCommand {

    private static final int ID_WIDTH = 12;

    @Mixin
    private FormationOptions formation = new FormationOptions();

    public PsCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.get(formation.path(client) + "/ps");
        return show(answer, () -> console().show(table(answer.body())));
    }

    private static Table table(JsonObject body) {
        Table table = new Table(
                Table.Column.kept("hostname"),
                Table.Column.kept("host-server"),
                Table.Column.kept("state"),
                Table.Column.words("health", 1),
                Table.Column.words("started", 2),
                Table.Column.words("container", 3),
                Table.Column.words("note", 4));
        for (JsonObject app : body.objects("apps")) {
            String container = app.text("container-id");
            table.row(
                    app.text("hostname"),
                    app.text("host-server"),
                    app.has("exit-code") ? app.text("state") + " (" + app.text("exit-code") + ")" : app.text("state"),
                    app.text("health"),
                    RequestText.time(app.text("started")),
                    container.substring(0, Math.min(ID_WIDTH, container.length())),
                    app.text("note"));
        }
        return table;
    }
}
