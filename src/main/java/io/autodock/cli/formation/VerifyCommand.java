package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what is recorded with what runs, and mends the difference. */
@Command(
        name = "verify",
        aliases = "check-cluster",
        description =
                "Compare what is recorded with what runs on the host servers, mend every difference, and report it.")
public final class VerifyCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Option(names = "--dry-run", description = "Report what would be mended, and change nothing.")
    private boolean dryRun;

    public VerifyCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/verify";
    }

    @Override
    protected int run(ServiceClient client) {
        if (!dryRun) {
            return super.run(client);
        }
        ServiceAnswer answer = client.post(path() + "?dry-run=true", order());
        show(answer, () -> {
            answer.body().texts("report").forEach(console()::say);
            console().say(answer.body().text("sentence"));
        });
        return DONE;
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        formation.addTo(order);
        return order;
    }
}
