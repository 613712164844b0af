package io.autodock.cli.cluster;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves apps from crowded to idle host servers. */
@Command(name = "rebalance", description = "Move apps from crowded to idle host servers (operators).")
public final class RebalanceCommand extends OrderCommand {

    @Option(names = "--max-moves", paramLabel = "N", description = "How many apps may move. Default: 10.")
    private @Nullable Integer maxMoves;

    public RebalanceCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/rebalance";
    }

    @Override
    protected Map<String, Object> order() {
        return order(maxMoves);
    }

    static Map<String, Object> order(@Nullable Integer maxMoves) {
        Map<String, Object> order = new LinkedHashMap<>();
        if (maxMoves != null) {
            order.put("max-moves", maxMoves);
        }
        return order;
    }
}
