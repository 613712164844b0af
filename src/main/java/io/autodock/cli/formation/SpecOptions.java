package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        add(order, "number", number);
        add(order, "cpu-shares", cpuShares);
        add(order, "ram", ram);
        add(order, "hostname-scheme", hostnameScheme);
        add(order, "image", image);
        addAll(order, "ports", ports);
        addAll(order, "volumes", volumes);
        add(order, "host-server", hostServer);
        add(order, "bootstrap", bootstrap);
    }

    private static void add(Map<String, Object> order, String field, @Nullable String value) {
        if (value != null) {
            order.put(field, value);
        }
    }

    private static void addAll(Map<String, Object> order, String field, List<String> values) {
        if (!values.isEmpty()) {
            order.put(field, List.copyOf(values));
        }
    }
}
