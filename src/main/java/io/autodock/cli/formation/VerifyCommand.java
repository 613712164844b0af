package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what is recorded with what runs. */
@Command(
        name = "verify",
        aliases = "check-cluster",
        description = "Compare what is recorded with what runs on the host servers, and report every difference.")
public final class VerifyCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    /** Nothing is repaired yet, with it or without: it is taken so that scripts may already say what they mean. */
    @Option(names = "--dry-run", description = "Report only; so far verify always does.")
    void dryRun(boolean asked) {}

    public VerifyCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/verify";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        formation.addTo(order);
        return order;
    }
}
