package io.autodock.cli.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that calls the service. */
public final class ServiceOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The service to ask. Default: $$AUTODOCK_SERVER, else the one on this machine.")
    private @Nullable String server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file of the authority to trust for https. Default: $$AUTODOCK_CA, else the system's.")
    private @Nullable String authority;

    @Option(names = "--json", description = "Answer with one JSON document.")
    private boolean json;

    /** Whether the answer is for a machine. */
    public boolean json() {
        return json;
    }

    /** The way to the service that these options and the environment name. */
    public ServiceClient client(Map<String, String> environment) {
        return new ServiceClient(ServiceLocation.found(server, authority, environment));
    }
}
