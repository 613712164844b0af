package io.autodock.cli;

import io.autodock.cli.http.Session;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One command line run in this process, with what it wrote. */
record CommandRun(int status, String out, String err) {

    private static final Terminal PIPE = Terminal.none(true);

    static CommandRun of(AnsweringService service, String... arguments) {
        return of(PIPE, Map.of("AUTODOCK_SERVER", service.address(), "AUTODOCK_TOKEN", "secret"), arguments);
    }

    static CommandRun of(Terminal terminal, Map<String, String> environment, String... arguments) {
        Map<String, String> own = new HashMap<>(Map.of("AUTODOCK_STATE", "/nonexistent"));
        own.putAll(environment);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err), terminal);
        ServiceStart none = configuration -> {
            throw new IllegalStateException("not here");
        };
        int status = new Autodock(new Session(console, own), none).run(List.of(arguments));
        console.out().flush();
        console.err().flush();
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A terminal of that many columns without colour. */
    static Terminal plainTerminal(int columns) {
        return new Terminal(true, false, false, true, () -> new Terminal.Size(columns, 24));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
