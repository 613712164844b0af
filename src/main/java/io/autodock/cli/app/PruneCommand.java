package io.autodock.cli.app;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clears away what nobody needs. */
@Command(
        name = "prune",
        description = "Remove images and containers of ours that no formation needs (operators).",
        footer = {
            "",
            "Images: untagged, unused, from a repository of a",
            "formation's image. Containers: with our labels, in no",
            "formation. Volumes stay."
        })
public final class PruneCommand extends ServiceCommand {

    @Option(names = "--dry-run", description = "Say what would go; nothing changes.")
    private boolean dryRun;

    public PruneCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.post("/v1/prune", Map.of("dry-run", Boolean.toString(dryRun)));
        return show(answer, () -> tell(answer.body()));
    }

    private void tell(JsonObject body) {
        body.texts("removed").forEach(console()::say);
        body.texts("notes").forEach(console()::hint);
        if (body.texts("removed").isEmpty() && console().terminal().present()) {
            console().say("nothing to remove");
        }
    }
}
