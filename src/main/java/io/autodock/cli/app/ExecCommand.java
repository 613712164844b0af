package io.autodock.cli.app;

import io.autodock.cli.formation.FormationOptions;
import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a command in an app. */
@Command(name = "exec", description = "Run a command in an app, given after -- (operators; kept in the log).")
public final class ExecCommand extends ServiceCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The app's hostname.")
    private String app = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The program and its arguments, after --. It has 50 s to end.")
    private List<String> command = new ArrayList<>();

    public ExecCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.post(
                formation.path(client) + "/apps/" + ServiceClient.segment(app) + "/exec", Map.of("command", command));
        JsonObject body = answer.body();
        show(answer, () -> tell(body));
        if (!body.has("exit-code")) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "the command in " + app + " has not ended within 50 s, and may run on");
        }
        if (!body.text("exit-code").equals("0")) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "the command in " + app + " ended with exit code " + body.text("exit-code"));
        }
        return DONE;
    }

    private void tell(JsonObject body) {
        body.text("out").lines().forEach(console()::say);
        console().out().flush();
        body.text("error").lines().forEach(console()::hint);
    }
}
