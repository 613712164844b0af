package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import io.autodock.cli.terminal.Question;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a formation. It is an order like any other, so that without {@code -u} the token's user counts. */
@Command(
        name = "delete",
        description = "Remove a formation: containers, minion keys, names and ports. Volumes are kept and listed.")
public final class DeleteCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Option(names = "--volumes", description = "Remove the volumes too that were made for its apps.")
    private boolean volumes;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask; only a terminal is asked.")
    private boolean yes;

    public DeleteCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected boolean isMeant() {
        String user = formation.user() == null ? "" : formation.user() + "/";
        String data =
                volumes ? "with all its apps and the volumes made for them" : "with all its apps; volumes are kept";
        return yes
                || Question.on(console())
                        .confirms("Delete formation " + user + formation.formation() + " " + data + "?");
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "delete");
        formation.addTo(order);
        if (volumes) {
            order.put("remove-volumes", "true");
        }
        return order;
    }
}
