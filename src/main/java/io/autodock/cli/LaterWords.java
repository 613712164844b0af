package io.autodock.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands and options that Autodock is going to have: they are refused by name, so that nobody looks for a typing error. */
final class LaterWords {

    private static final Set<String> COMMANDS = Set.of(
            "edit",
            "rollback",
            "backup",
            "restore",
            "rebalance",
            "logs",
            "exec",
            "ps",
            "prune",
            "events",
            "audit",
            "host drain",
            "host activate",
            "host label",
            "request cancel",
            "request retry",
            "plan edit",
            "plan restore",
            "plan rebalance");

    private static final Set<String> OPTIONS =
            Set.of("--url", "--secret", "--health", "--volumes", "--max-unavailable");

    private LaterWords() {}

    /** The sentence on a command that is not there yet, if these arguments name one. */
    static Optional<String> command(List<String> arguments) {
        for (int words = 1; words <= Math.min(2, arguments.size()); words++) {
            String command = String.join(" ", arguments.subList(0, words));
            if (COMMANDS.contains(command)) {
                return Optional.of("the command \"" + command + "\" is not available yet");
            }
        }
        return Optional.empty();
    }

    /** The sentence on an option that is not there yet, if the argument is one. */
    static Optional<String> option(String argument) {
        String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        return OPTIONS.contains(name) ? Optional.of("the option " + name + " is not available yet") : Optional.empty();
    }
}
