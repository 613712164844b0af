package io.autodock.cli.cluster;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Table;
import picocli.CommandLine.Command;

/** Lists the docker cluster. */
@Command(name = "hosts", description = "The docker cluster: every host server with its state, load and room.")
public final class HostsCommand extends ServiceCommand {

    public HostsCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.get("/v1/hosts");
        return show(answer, () -> console().show(table(answer.body())));
    }

    private static Table table(JsonObject body) {
        Table table = new Table(
                Table.Column.kept("host-server"),
                Table.Column.kept("state"),
                Table.Column.number("apps", 0),
                Table.Column.number("load15", 0),
                Table.Column.number("cores", 4),
                Table.Column.number("promised-mb", 3),
                Table.Column.number("memory-mb", 2),
                Table.Column.words("facts", 7),
                Table.Column.words("address", 6),
                Table.Column.words("version", 8),
                Table.Column.words("remark", 5));
        body.objects("hosts").forEach(host -> row(table, host));
        return table;
    }

    private static void row(Table table, JsonObject host) {
        table.row(
                host.text("host-server"),
                host.has("active") && !host.flag("active") ? "inactive" : host.text("state"),
                host.text("apps"),
                host.text("load15", "-"),
                host.text("cores"),
                host.text("promised-mb"),
                host.text("memory-mb"),
                host.text("facts", "none"),
                host.text("address"),
                host.text("version"),
                host.text("state").equals("answers") ? "" : host.text("sentence"));
    }
}
