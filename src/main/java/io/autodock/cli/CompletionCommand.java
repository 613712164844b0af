package io.autodock.cli;

import io.autodock.cli.terminal.Console;
import io.autodock.problem.AutodockException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the shell's completion of all commands and options. */
@Command(name = "completion", description = "Completion for a shell: source <(autodock completion bash)")
final class CompletionCommand implements Callable<Integer> {

    private final Console console;
    private final Supplier<CommandLine> whole;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell = "";

    /** The whole tree of commands is made only when this command runs. */
    CompletionCommand(Console console, Supplier<CommandLine> whole) {
        this.console = console;
        this.whole = whole;
    }

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw AutodockException.invalid("shell", shell, "bash or zsh");
        }
        // One script for both: it switches bash's way of completion on where it runs in zsh.
        console.out().print(AutoComplete.bash("autodock", whole.get()));
        return 0;
    }
}
