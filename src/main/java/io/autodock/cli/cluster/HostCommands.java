package io.autodock.cli.cluster;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the docker cluster. */
@Command(name = "host", description = "Add a host server to the docker cluster, or remove one (operators).")
public final class HostCommands {

    private HostCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new HostCommands())
                .addSubcommand(new Add(session))
                .addSubcommand(new Remove(session));
    }

    /** Takes a host server into the cluster. */
    @Command(name = "add", description = "Add a host server.")
    static final class Add extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        @Option(
                names = "--address",
                paramLabel = "ADDRESS",
                description = "Its address: for the engine, SSH and published ports.")
        private @Nullable String address;

        @Option(
                names = "--engine",
                paramLabel = "ENDPOINT",
                description = "tcp://ADDRESS:2376 (default) or unix:///PATH.")
        private @Nullable String engine;

        @Option(names = "--minion", paramLabel = "ID", description = "The id of its Salt minion. Default: NAME.")
        private @Nullable String minion;

        @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label. May be repeated.")
        private Map<String, String> labels = new LinkedHashMap<>();

        Add(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.post("/v1/hosts", body());
            return show(answer, () -> console().say("host server " + name + " added"));
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            add(body, "address", address);
            add(body, "engine", engine);
            add(body, "minion", minion);
            if (!labels.isEmpty()) {
                body.put("labels", labels);
            }
            return body;
        }

        private static void add(Map<String, Object> body, String field, @Nullable String value) {
            if (value != null) {
                body.put(field, value);
            }
        }
    }

    /** Takes a host server out of the cluster. */
    @Command(name = "remove", description = "Remove a host server that has no apps.")
    static final class Remove extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        Remove(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.delete("/v1/hosts/" + ServiceClient.segment(name));
            return show(answer, () -> console().say("host server " + name + " removed"));
        }
    }
}
