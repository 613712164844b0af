package io.autodock.cli.cluster;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a rebalance would move. */
@Command(name = "rebalance", description = "What rebalance would move (operators).")
public final class RebalancePlan extends ServiceCommand {

    @Option(names = "--max-moves", paramLabel = "N", description = "How many apps may move. Default: 10.")
    private @Nullable Integer maxMoves;

    public RebalancePlan(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer plan = client.post("/v1/plan/rebalance", RebalanceCommand.order(maxMoves));
        return show(plan, () -> tell(plan.body()));
    }

    private void tell(JsonObject plan) {
        console().say(plan.text("sentence"));
        if (!plan.objects("moves").isEmpty()) {
            Table table = new Table(
                    Table.Column.kept("hostname"),
                    Table.Column.kept("from"),
                    Table.Column.kept("to"),
                    Table.Column.words("formation", 1));
            plan.objects("moves")
                    .forEach(move -> table.row(
                            move.text("hostname"),
                            move.text("from"),
                            move.text("to"),
                            move.text("user") + "/" + move.text("formation")));
            console().show(table);
        }
    }
}
