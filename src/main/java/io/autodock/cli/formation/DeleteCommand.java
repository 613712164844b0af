package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a formation. It is an order like any other, so that without {@code -u} the token's user counts. */
@Command(
        name = "delete",
        description = "Remove a formation: containers, minion keys, names and ports. Volumes are kept and listed.")
public final class DeleteCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    public DeleteCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "delete");
        formation.addTo(order);
        return order;
    }
}
