package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to make. The values go to the service as they were typed. */
final class SpecOptions {

    @Option(
            names = {"-s", "--hostname-scheme"},
            paramLabel = "SCHEME",
            description = "clweb gives clweb001, clweb002, …")
    private @Nullable String hostnameScheme;

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "How many apps, 1 to 1000. Default: 1.")
    private @Nullable String number;

    @Option(
            names = {"-i", "--image"},
            paramLabel = "IMAGE",
            description = "Image reference. Default: the service's.")
    private @Nullable String image;

    @Option(
            names = {"-c", "--cpu-shares"},
            paramLabel = "SHARES",
            description = "1 to 1024; 102 is 10 %% of the cpu. Default: 100.")
    private @Nullable String cpuShares;

    @Option(
            names = {"-r", "--ram"},
            paramLabel = "RAM",
            description = "Megabytes, or with a unit: 100, 100M, 2G. Default: 100.")
    private @Nullable String ram;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "[ADDRESS:]HOST:CONTAINER[/udp], or PORT for both; a taken host port is counted up,"
                    + " =HOST:CONTAINER means exactly that one. May be repeated.")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "VOLUME",
            description = "HOST_DIR:CONTAINER_DIR[:rw|ro]; a lone CONTAINER_DIR makes a new volume. May be repeated.")
    private List<String> volumes = new ArrayList<>();

    @Option(
            names = {"-z", "--host-server"},
            paramLabel = "HOST",
            description = "The one host server that takes all apps.")
    private @Nullable String hostServer;

    @Option(names = "--bootstrap", paramLabel = "MODE", description = "cron (default), minion, or none.")
    private @Nullable String bootstrap;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private PlacementOptions placement = new PlacementOptions();

    /**
     * Adds what was given to an order.
     *
     * @param environment where the command runs
     */
    void addTo(Map<String, Object> order, Map<String, String> environment) {
        OrderFields fields = new OrderFields(order);
        fields.add("number", number);
        fields.add("cpu-shares", cpuShares);
        fields.add("ram", ram);
        fields.add("hostname-scheme", hostnameScheme);
        fields.add("image", image);
        fields.addAll("ports", ports);
        fields.addAll("volumes", volumes);
        fields.add("host-server", hostServer);
        fields.add("bootstrap", bootstrap);
        run.addTo(order, environment);
        placement.addTo(order);
    }
}
