package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists formations. */
@Command(name = "list", description = "The formations that you may see.")
public final class ListCommand extends ServiceCommand {

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Only those of this user.")
    private @Nullable String user;

    public ListCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        String query = user == null ? "" : "?user=" + ServiceClient.segment(user);
        ServiceAnswer answer = client.get("/v1/formations" + query);
        return show(answer, () -> tell(answer.body()));
    }

    private void tell(JsonObject body) {
        if (console().terminal().present() && body.objects("formations").isEmpty()) {
            console().say("no formations");
        } else {
            console().show(table(body));
        }
    }

    private static Table table(JsonObject body) {
        Table table = new Table(
                Table.Column.kept("user"),
                Table.Column.kept("formation"),
                Table.Column.kept("state"),
                Table.Column.number("apps", 1),
                Table.Column.words("hostname-scheme", 5),
                Table.Column.number("cpu-shares", 4),
                Table.Column.number("ram", 3),
                Table.Column.words("image", 2));
        for (JsonObject formation : body.objects("formations")) {
            table.row(
                    formation.text("user"),
                    formation.text("formation"),
                    formation.text("state"),
                    formation.objects("apps").size() + "/" + formation.text("number"),
                    formation.text("hostname-scheme"),
                    formation.text("cpu-shares"),
                    formation.text("ram"),
                    formation.text("image"));
        }
        return table;
    }
}
