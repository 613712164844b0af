package io.autodock.cli.terminal;

import java.io.PrintStream;

/**
 * Where commands write.
 *
 * @param out answers
 * @param err refusals and hints
 * @param terminal what {@code out} is
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal) {

    /** One line of an answer; what could steer a terminal is made visible. */
    public void say(String line) {
        out.print(Printable.of(line) + "\n");
    }

    /** One line beside the answer. */
    public void hint(String line) {
        err.print(Printable.of(line) + "\n");
        err.flush();
    }

    /** A table: fitted to the width of the terminal, or its cells divided by tabs where there is none. */
    public void show(Table table) {
        if (terminal.present()) {
            table.fitted(terminal).forEach(line -> out.print(line + "\n"));
        } else {
            table.tabbed().forEach(line -> out.print(line + "\n"));
        }
    }
}
