package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import io.autodock.cli.request.OrderCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves a formation on the service's machine. */
@Command(
        name = "backup",
        description = "Save a formation's apps with their volumes in a directory of the service's machine.")
public final class BackupCommand extends OrderCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Option(
            names = {"-d", "--directory"},
            required = true,
            paramLabel = "DIRECTORY",
            description = "A directory of the service's machine, below a root that the operator allows.")
    private String directory = "";

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the formation's newest N backups there, and remove older ones. Default: keep all.")
    private @Nullable String keep;

    public BackupCommand(Session session) {
        super(session);
    }

    @Override
    protected String path() {
        return "/v1/formations";
    }

    @Override
    protected Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "backup");
        formation.addTo(order);
        OrderFields fields = new OrderFields(order);
        fields.add("directory", directory);
        fields.add("keep", keep);
        return order;
    }
}
