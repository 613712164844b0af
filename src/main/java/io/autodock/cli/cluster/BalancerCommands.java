package io.autodock.cli.cluster;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Table;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the nginx cluster. */
@Command(name = "balancer", description = "The nginx cluster: list its balancers, add one, or remove one (operators).")
public final class BalancerCommands {

    private BalancerCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new BalancerCommands())
                .addSubcommand(new Add(session))
                .addSubcommand(new Remove(session))
                .addSubcommand(new Listing(session));
    }

    /** Takes a balancer into the cluster. */
    @Command(name = "add", description = "Add a balancer: an nginx host set up as docs/balancers.md says.")
    static final class Add extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The balancer's name.")
        private String name = "";

        @Option(
                names = "--address",
                paramLabel = "ADDRESS",
                description = "Its address, for SSH and what it serves. Default: NAME.")
        private @Nullable String address;

        @Option(
                names = "--host-key",
                paramLabel = "KEY",
                description = "Its SSH host key: ssh-ed25519 …, or the file of that line.")
        private @Nullable String hostKey;

        @Option(names = "--ssh-user", paramLabel = "ACCOUNT", description = "Default: autodock.")
        private @Nullable String sshUser;

        @Option(names = "--ssh-port", paramLabel = "PORT", description = "Default: 22.")
        private @Nullable String sshPort;

        Add(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            add(body, "address", address);
            add(body, "host-key", hostKey == null ? null : key(hostKey));
            add(body, "ssh-user", sshUser);
            add(body, "ssh-port", sshPort);
            ServiceAnswer answer = client.post("/v1/balancers", body);
            return show(answer, () -> console().say("balancer " + name + " added"));
        }

        private static void add(Map<String, Object> body, String field, @Nullable String value) {
            if (value != null) {
                body.put(field, value);
            }
        }

        private static String key(String given) {
            if (given.startsWith("ssh-")) {
                return given;
            }
            try {
                return Files.readString(Path.of(given)).strip();
            } catch (IOException unreadable) {
                throw AutodockException.invalid("host-key", given, "ssh-ed25519 and a key, or a file that holds them");
            }
        }
    }

    /** Takes a balancer out of the cluster. */
    @Command(name = "remove", description = "Remove a balancer; what it serves stays as it is.")
    static final class Remove extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "The balancer's name.")
        private String name = "";

        Remove(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.delete("/v1/balancers/" + ServiceClient.segment(name));
            return show(answer, () -> console().say("balancer " + name + " removed"));
        }
    }

    /** Lists the balancers. */
    @Command(name = "list", description = "The balancers, and whether they are up to date.")
    static final class Listing extends ServiceCommand {

        Listing(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.get("/v1/balancers");
            return show(answer, () -> console().show(table(answer.body())));
        }

        private static Table table(JsonObject body) {
            Table table = new Table(
                    Table.Column.kept("balancer"),
                    Table.Column.kept("state"),
                    Table.Column.words("address", 1),
                    Table.Column.words("remark", 2));
            body.objects("balancers")
                    .forEach(balancer -> table.row(
                            balancer.text("balancer"),
                            balancer.text("state"),
                            balancer.text("address"),
                            balancer.text("sentence")));
            return table;
        }
    }
}
