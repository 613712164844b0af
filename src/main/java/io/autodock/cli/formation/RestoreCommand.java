package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings a formation back. */
@Command(name = "restore", description = "Bring a formation back from a backup, on other host servers if need be.")
public final class RestoreCommand extends OrderCommand {

    @Mixin
    private BackupOptions backup = new BackupOptions();

    public RestoreCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/restore";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        backup.addTo(order);
        return order;
    }
}
