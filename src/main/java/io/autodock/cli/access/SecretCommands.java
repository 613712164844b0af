package io.autodock.cli.access;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import io.autodock.cli.terminal.Table;
import io.autodock.problem.AutodockException;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps secrets. */
@Command(name = "secret", description = "Secrets that apps find in /run/secrets; no command shows a value.")
public final class SecretCommands {

    private SecretCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new SecretCommands())
                .addSubcommand(new Set(session))
                .addSubcommand(new List(session))
                .addSubcommand(new Remove(session));
    }

    /** Sets one. The value comes from the input, never from the command line, where everybody on the machine sees it. */
    @Command(name = "set", description = "Set a secret, or give it another value: asked for, or read from the input.")
    static final class Set extends ServiceCommand {

        private static final int MOST_BYTES = 64 * 1024 + 1;

        @Parameters(paramLabel = "NAME", description = "Its name, and its file's in the container.")
        private String name = "";

        @Option(
                names = {"-u", "--user"},
                paramLabel = "USER",
                description = "Whose. Default: the user of the token.")
        private @Nullable String user;

        Set(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (user != null) {
                body.put("user", user);
            }
            body.put("name", name);
            body.put("value", value());
            ServiceAnswer answer = client.post("/v1/secrets", body);
            return show(answer, () -> console().hint("secret " + name + " is kept"));
        }

        /** One line end at the end belongs to the terminal or the pipe, and not to the value. */
        @SuppressWarnings(
                "SystemConsoleNull") // Newer Javas have a console everywhere: the terminal is asked for as well.
        private String value() {
            boolean asked = console().terminal().present() && Boolean.getBoolean("autodock.terminal.input");
            try {
                String read = asked
                        ? typed(Objects.requireNonNull(System.console()))
                        : new String(System.in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return read.endsWith("\n") ? read.substring(0, read.length() - 1) : read;
            } catch (IOException closed) {
                throw AutodockException.invalid("value", "", "a value on the standard input");
            }
        }

        private static String typed(Console terminal) {
            char[] typed = terminal.readPassword("Value of the secret (not shown): ");
            return typed == null ? "" : new String(typed);
        }
    }

    /** Lists them, without their values. */
    @Command(name = "list", description = "The secrets of a user, without their values.")
    static final class List extends ServiceCommand {

        @Option(
                names = {"-u", "--user"},
                paramLabel = "USER",
                description = "Whose. Default: the user of the token.")
        private @Nullable String user;

        List(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer =
                    client.get("/v1/secrets" + (user == null ? "" : "?user=" + ServiceClient.segment(user)));
            return show(answer, () -> console().show(table(answer.body())));
        }

        private static Table table(JsonObject body) {
            Table table = new Table(Table.Column.kept("user"), Table.Column.kept("name"), Table.Column.kept("changed"));
            body.objects("secrets")
                    .forEach(secret -> table.row(
                            secret.text("user"), secret.text("name"), RequestText.time(secret.text("changed"))));
            return table;
        }
    }

    /** Forgets one. */
    @Command(name = "remove", description = "Forget a secret that no formation uses.")
    static final class Remove extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name = "";

        @Option(
                names = {"-u", "--user"},
                paramLabel = "USER",
                required = true,
                description = "Whose.")
        private String user = "";

        Remove(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer =
                    client.delete("/v1/secrets/" + ServiceClient.segment(user) + "/" + ServiceClient.segment(name));
            return show(answer, () -> console().hint("secret " + name + " is forgotten"));
        }
    }
}
