package io.autodock.cli.formation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which backup, and the name that its formation gets. */
final class BackupOptions {

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "A backup on the service's machine, or a directory that holds one formation's backups:"
                    + " then the newest.")
    private String directory = "";

    @Option(names = "--as", paramLabel = "FORMATION", description = "Another name for the formation.")
    private @Nullable String as;

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        OrderFields fields = new OrderFields(order);
        fields.add("directory", directory);
        fields.add("as", as);
    }
}
