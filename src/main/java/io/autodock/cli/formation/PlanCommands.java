package io.autodock.cli.formation;

import io.autodock.cli.http.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The plans, one for each operation. */
@Command(name = "plan", description = "What an order would do, and why; nothing changes.")
public final class PlanCommands {

    private PlanCommands() {}

    /** The command with its sub-commands. */
    public static CommandLine tree(Session session) {
        return new CommandLine(new PlanCommands())
                .addSubcommand(new PlanCommand.Create(session))
                .addSubcommand(new PlanCommand.Delete(session));
    }
}
