package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Changes a formation that stands. */
@Command(
        name = "edit",
        description = "Change a formation: more or fewer apps, limits in place, a new image app by app.",
        footer = "What is not named stays as it is. A list (-p, -v, -e, …) is given whole.")
public final class EditCommand extends OrderCommand {

    /** Only the service says why these can't change. */
    private static final List<String> FIXED = List.of("--hostname-scheme", "--host-server", "--bootstrap");

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    private EditCommand(Session session) {
        super(session);
    }

    /** The command, with the options of a create that an edit has too. */
    public static CommandLine tree(Session session) {
        return withoutFixed(new CommandLine(new EditCommand(session)));
    }

    static CommandLine withoutFixed(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        for (String name : FIXED) {
            OptionSpec option = spec.findOption(name);
            spec.remove(option);
            spec.addOption(OptionSpec.builder(option).hidden(true).build());
        }
        return line;
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "edit");
        formation.addTo(order);
        spec.addTo(order, environment());
        rollout.addTo(order);
        return order;
    }

    /** How apps are replaced. */
    static final class RolloutOptions {

        @Option(
                names = "--max-unavailable",
                paramLabel = "N",
                description = "How many apps may be missing at once while they are replaced. Default: 1.")
        private @Nullable String maxUnavailable;

        void addTo(Map<String, Object> order) {
            new OrderFields(order).add("max-unavailable", maxUnavailable);
        }
    }
}
