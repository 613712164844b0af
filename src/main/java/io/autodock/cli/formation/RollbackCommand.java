package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes back to the last good spec. */
@Command(
        name = "rollback",
        description = "Take a formation back to the spec and the image that it had before its last edit.")
public final class RollbackCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Mixin
    private EditCommand.RolloutOptions rollout = new EditCommand.RolloutOptions();

    public RollbackCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "rollback");
        formation.addTo(order);
        rollout.addTo(order);
        return order;
    }
}
