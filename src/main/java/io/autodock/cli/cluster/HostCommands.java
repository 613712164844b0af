package io.autodock.cli.cluster;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the docker cluster. */
@Command(name = "host", description = "Add, remove, drain, activate or label a host server (operators).")
public final class HostCommands {

    private HostCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new HostCommands())
                .addSubcommand(new Add(session))
                .addSubcommand(new Remove(session))
                .addSubcommand(new Drain(session))
                .addSubcommand(new Activate(session))
                .addSubcommand(new Label(session));
    }

    /** Takes a host server into the cluster. */
    @Command(
            name = "add",
            description = "Add a host server, once its engine, clock, registry and minion have been looked at.")
    static final class Add extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        @Option(
                names = "--address",
                paramLabel = "ADDRESS",
                description = "Its address for SSH and published ports. Default: the engine's.")
        private @Nullable String address;

        @Option(
                names = {"--docker", "--engine"},
                paramLabel = "ENDPOINT",
                description = "Its engine: tcp://ADDRESS:PORT, unix:///PATH or ssh://USER@ADDRESS."
                        + " Default: tcp://ADDRESS:2376.")
        private @Nullable String engine;

        @Option(
                names = "--minion",
                paramLabel = "ID",
                description = "The id of its Salt minion, or '' for none. Default: NAME, where that answers.")
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

    /** Empties a host server. */
    @Command(
            name = "drain",
            description = "Move all apps of a host server away, one after the other, and give it no new ones.")
    static final class Drain extends OrderCommand {

        @Parameters(paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        Drain(Session session) {
            super(session);
        }

        @Override
        protected String path() {
            return "/v1/hosts/" + ServiceClient.segment(name) + "/drain";
        }

        @Override
        protected Map<String, Object> order() {
            return Map.of();
        }
    }

    /** Gives a host server work again. */
    @Command(name = "activate", description = "Let a drained host server take apps again; none moves back by itself.")
    static final class Activate extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        Activate(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.post("/v1/hosts/" + ServiceClient.segment(name) + "/activate", Map.of());
            return show(answer, () -> console().say("host server " + name + " takes apps again"));
        }
    }

    /** Labels a host server. */
    @Command(name = "label", description = "Set labels of a host server, which --where and --spread ask for.")
    static final class Label extends ServiceCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "The host server's name.")
        private String name = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "KEY=VALUE",
                description = "A label; KEY= takes it away.")
        private Map<String, String> labels = new LinkedHashMap<>();

        Label(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer =
                    client.post("/v1/hosts/" + ServiceClient.segment(name) + "/label", Map.of("labels", labels));
            return show(answer, () -> console().say("host server " + name + " is labelled"));
        }
    }
}
