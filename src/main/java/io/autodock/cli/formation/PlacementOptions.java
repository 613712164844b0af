package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the apps may go, how they are told well, and what happens when one of them or its host server ends. */
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

    @Option(
            names = "--health",
            paramLabel = "CHECK",
            description = "tcp:PORT, http:PORT/PATH (ports of the container), or cmd:COMMAND: an app is made, and"
                    + " serves, only while that is well.")
    private @Nullable String health;

    @Option(names = "--health-interval", paramLabel = "TIME", description = "Between two looks. Default: 5s.")
    private @Nullable String healthInterval;

    @Option(
            names = "--health-retries",
            paramLabel = "N",
            description = "Looks in a row that must fail before it counts. Default: 3.")
    private @Nullable String healthRetries;

    @Option(
            names = "--health-start-period",
            paramLabel = "TIME",
            description = "How long after a start no failure counts. Default: 60s.")
    private @Nullable String healthStartPeriod;

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        OrderFields fields = new OrderFields(order);
        fields.addAll("where", where);
        fields.add("max-per-host", maxPerHost);
        fields.add("spread", spread);
        fields.add("restart", restart);
        fields.add("on-host-loss", onHostLoss);
        fields.add("health", health);
        fields.add("health-interval", healthInterval);
        fields.add("health-retries", healthRetries);
        fields.add("health-start-period", healthStartPeriod);
    }
}
