package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a formation. */
@Command(name = "create", description = "Make a formation and follow it until all its apps run.")
public final class CreateCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Mixin
    private SpecOptions spec = new SpecOptions();

    public CreateCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        formation.addTo(order);
        spec.addTo(order, environment());
        return order;
    }
}
