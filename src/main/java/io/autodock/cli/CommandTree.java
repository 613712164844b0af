package io.autodock.cli;

import io.autodock.cli.access.TokenCommands;
import io.autodock.cli.cluster.HostCommands;
import io.autodock.cli.cluster.HostsCommand;
import io.autodock.cli.formation.CreateCommand;
import io.autodock.cli.formation.DeleteCommand;
import io.autodock.cli.formation.ListCommand;
import io.autodock.cli.formation.PlanCommands;
import io.autodock.cli.formation.ShowCommand;
import io.autodock.cli.formation.VerifyCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.request.RequestCommand;
import io.autodock.cli.request.RequestsCommand;
import io.autodock.cli.terminal.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All commands by name. Only the one that is asked for is made: reading the annotations of all costs a third of a start.
 *
 * <p>No lambda here takes or implements a type of picocli: its classes are of an old format, and the JVM does not record
 * lambdas over such.
 */
final class CommandTree {

    private static final int WIDEST_HELP = 100;
    private static final int NARROWEST_HELP = 55;

    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    private final Console console;

    CommandTree(Session session, ServiceStart service) {
        console = session.console();
        commands.put("create", () -> new CreateCommand(session));
        commands.put("plan", () -> PlanCommands.tree(session));
        commands.put("delete", () -> new DeleteCommand(session));
        commands.put("list", () -> new ListCommand(session));
        commands.put("show", () -> new ShowCommand(session));
        commands.put("verify", () -> new VerifyCommand(session));
        commands.put("hosts", () -> new HostsCommand(session));
        commands.put("host", () -> HostCommands.tree(session));
        commands.put("requests", () -> new RequestsCommand(session));
        commands.put("request", () -> new RequestCommand(session));
        commands.put("token", () -> TokenCommands.tree(session));
        commands.put("serve", () -> new ServeCommand(service));
        commands.put("completion", () -> new CompletionCommand(console, () -> line("")));
    }

    /** The command line for that command; with every command when there is none of that name. */
    CommandLine line(String name) {
        String known = name.equals("check-cluster") ? "verify" : name;
        CommandLine line = new CommandLine(new Root());
        for (Map.Entry<String, Supplier<Object>> command : commands.entrySet()) {
            if (!commands.containsKey(known) || command.getKey().equals(known)) {
                line.addSubcommand(command.getKey(), command.getValue().get());
            }
        }
        addHelp(line);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(helpWidth());
        line.setColorScheme(Help.defaultColorScheme(console.terminal().coloured() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setOut(new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true));
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        for (CommandLine subCommand : Set.copyOf(line.getSubcommands().values())) {
            addHelp(subCommand);
        }
    }

    private int helpWidth() {
        int columns =
                console.terminal().present() ? console.terminal().size().get().columns() : WIDEST_HELP;
        return Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns));
    }

    /** The command without a sub-command: help and version. */
    @Command(
            name = "autodock",
            description = "A trigger becomes running, Salt-managed containers on Docker hosts, and says so.",
            synopsisSubcommandLabel = "COMMAND",
            versionProvider = Version.class,
            footer = {
                "",
                "The original's form, without a command, works too:",
                "  autodock -u cholcomb -f owncloud -n 3 -c 100 -r 100M -s clweb",
                "  autodock -u cholcomb -f owncloud -d      autodock -x",
                "From a source tree: autodock quickstart [--down], autodock test",
                "",
                "Exit status: 0 done, 1 failed, 2 wrong usage, 3 not allowed, 4 not found,",
                "5 service not reachable or busy."
            })
    static final class Root {}

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = CommandTree.class.getPackage().getImplementationVersion();
            return new String[] {"autodock " + (version == null ? "(not packaged)" : version)};
        }
    }
}
