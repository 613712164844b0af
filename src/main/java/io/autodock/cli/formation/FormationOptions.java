package io.autodock.cli.formation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which formation. Nothing is checked here: the service alone knows what is allowed. */
final class FormationOptions {

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Whose formation. Default: the user of the token.")
    private @Nullable String user;

    @Option(
            names = {"-f", "--formation"},
            paramLabel = "FORMATION",
            description = "The formation's name.")
    private @Nullable String formation;

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String formation() {
        return formation;
    }

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        if (user != null) {
            order.put("user", user);
        }
        if (formation != null) {
            order.put("formation", formation);
        }
    }
}
