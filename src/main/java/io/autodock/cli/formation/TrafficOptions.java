package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the balancers serve the formation. */
final class TrafficOptions {

    @Option(
            names = "--url",
            paramLabel = "NAME[/PATH]",
            description = "Server name that the balancers serve it under. May be repeated.")
    private List<String> urls = new ArrayList<>();

    @Option(names = "--balance", paramLabel = "METHOD", description = "round-robin (default), least-conn or ip-hash.")
    private @Nullable String method;

    @Option(
            names = "--balance-port",
            paramLabel = "PORT",
            description = "A port of the balancers that it is served on, 1024 to 65535.")
    private @Nullable String port;

    @Option(
            names = "--balance-tls",
            paramLabel = "CERTIFICATE",
            description = "Serve its names over TLS with this one of the user's certificates.")
    private @Nullable String tls;

    @Option(
            names = "--balance-body",
            paramLabel = "SIZE",
            description = "The largest request body: megabytes, or with a unit.")
    private @Nullable String body;

    @Option(
            names = "--balance-timeout",
            paramLabel = "SECONDS",
            description = "How long an app may be silent in the middle of a request.")
    private @Nullable String timeout;

    @Option(
            names = "--balance-snippet",
            paramLabel = "DIRECTIVES",
            description = "nginx directives for its server block, such as \"gzip on;\".")
    private @Nullable String snippet;

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        OrderFields fields = new OrderFields(order);
        fields.addAll("url", urls);
        fields.add("balance", method);
        fields.add("balance-port", port);
        fields.add("balance-tls", tls);
        fields.add("balance-body", body);
        fields.add("balance-timeout", timeout);
        fields.add("balance-snippet", snippet);
    }
}
