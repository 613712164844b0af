package io.autodock.cli.request;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what was asked. */
@Command(
        name = "requests",
        description = "What was asked, by whom, through which trigger, and what became of it; the newest first.")
public final class RequestsCommand extends ServiceCommand {

    @Option(names = "--most", paramLabel = "N", description = "How many at most.")
    private @Nullable String most;

    public RequestsCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        String query = most == null ? "" : "?most=" + ServiceClient.segment(most);
        ServiceAnswer answer = client.get("/v1/requests" + query);
        return show(answer, () -> console().show(table(answer.body())));
    }

    private static Table table(JsonObject body) {
        Table table = new Table(
                Table.Column.kept("request"),
                Table.Column.kept("state"),
                Table.Column.words("operation", 2),
                Table.Column.kept("formation"),
                Table.Column.words("trigger", 3),
                Table.Column.words("caller", 4),
                Table.Column.words("accepted", 5),
                Table.Column.words("result", 6));
        for (JsonObject request : body.objects("requests")) {
            table.row(
                    request.text("request"),
                    request.text("state"),
                    request.text("operation"),
                    RequestText.formation(request),
                    request.text("trigger"),
                    request.text("caller"),
                    RequestText.time(request.text("accepted")),
                    request.text("sentence"));
        }
        return table;
    }
}
