package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the apps may go, and what happens when one of them or its host server ends. */
final class PlacementOptions {

    @Option(
            names = "--where",
            paramLabel = "LABEL=VALUE",
            description = "A label that the host servers must have. May be repeated: all of them.")
    private List<String> where = new ArrayList<>();

    @Option(names = "--max-per-host", paramLabel = "N", description = "How many of the apps one host server may have.")
    private @Nullable String maxPerHost;

    @Option(
            names = "--spread",
            paramLabel = "hosts|LABEL",
            description = "What the apps are spread over first. Default: hosts, then the label rack.")
    private @Nullable String spread;

    @Option(
            names = "--restart",
            paramLabel = "POLICY",
            description = "no, on-failure[:N] or unless-stopped (default), when an app ends.")
    private @Nullable String restart;

    @Option(
            names = "--on-host-loss",
            paramLabel = "move|wait",
            description = "Whether apps of a lost host server move. Default: wait with volumes, else move.")
    private @Nullable String onHostLoss;

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        OrderFields fields = new OrderFields(order);
        fields.addAll("where", where);
        fields.add("max-per-host", maxPerHost);
        fields.add("spread", spread);
        fields.add("restart", restart);
        fields.add("on-host-loss", onHostLoss);
    }
}
