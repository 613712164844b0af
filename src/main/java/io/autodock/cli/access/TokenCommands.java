package io.autodock.cli.access;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import io.autodock.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives and takes access. */
@Command(name = "token", description = "Access of users and operators (operators).")
public final class TokenCommands {

    private TokenCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new TokenCommands())
                .addSubcommand(new Create(session))
                .addSubcommand(new List(session))
                .addSubcommand(new Revoke(session));
    }

    /** Makes a token. Standard output holds nothing but the token, for {@code AUTODOCK_TOKEN=$(autodock token create …)}. */
    @Command(name = "create", description = "Make a token; it is shown this once.")
    static final class Create extends ServiceCommand {

        @Parameters(paramLabel = "NAME", description = "Whose it is, for people.")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "user (default) or operator.")
        private String role = "user";

        @Option(
                names = {"-u", "--user"},
                paramLabel = "USER",
                description = "With role user: whose formations it opens.")
        private @Nullable String user;

        Create(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("role", role);
            if (user != null) {
                body.put("user", user);
            }
            ServiceAnswer answer = client.post("/v1/tokens", body);
            return show(answer, () -> tell(answer.body()));
        }

        private void tell(JsonObject token) {
            console().say(token.text("token"));
            console().out().flush();
            console()
                    .hint("token " + token.text("id") + " for " + name
                            + ": only its hash is kept, so it is not shown again; use it as AUTODOCK_TOKEN");
        }
    }

    /** Lists the tokens, without their secrets. */
    @Command(name = "list", description = "The tokens, without their secrets.")
    static final class List extends ServiceCommand {

        List(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.get("/v1/tokens");
            return show(answer, () -> console().show(table(answer.body())));
        }

        private static Table table(JsonObject body) {
            Table table = new Table(
                    Table.Column.kept("id"),
                    Table.Column.kept("name"),
                    Table.Column.kept("role"),
                    Table.Column.words("user", 1),
                    Table.Column.words("created", 2));
            for (JsonObject token : body.objects("tokens")) {
                table.row(
                        token.text("id"),
                        token.text("name"),
                        token.text("role"),
                        token.text("user"),
                        RequestText.time(token.text("created")));
            }
            return table;
        }
    }

    /** Ends a token. */
    @Command(name = "revoke", description = "End a token.")
    static final class Revoke extends ServiceCommand {

        @Parameters(paramLabel = "ID", description = "The token's id, as list shows it.")
        private String id = "";

        Revoke(Session session) {
            super(session);
        }

        @Override
        protected int run(ServiceClient client) {
            ServiceAnswer answer = client.delete("/v1/tokens/" + ServiceClient.segment(id));
            return show(answer, () -> console().say("token " + id + " revoked"));
        }
    }
}
