package io.autodock.cli;

import io.autodock.cli.http.Session;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Terminal;
import io.autodock.cli.terminal.TerminalSize;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code autodock}. */
public final class Autodock {

    private static final String SERVICE = "io.autodock.Service";

    private final Session session;
    private final CommandTree tree;

    /**
     * A command line on that session.
     *
     * @param service what {@code serve} runs
     */
    public Autodock(Session session, ServiceStart service) {
        this.session = session;
        this.tree = new CommandTree(session, service);
    }

    /** Runs one command line and ends with its exit status. */
    public static void main(String[] arguments) {
        Console console = console(System.getenv());
        int status = new Autodock(new Session(console, System.getenv()), new NamedService()).run(List.of(arguments));
        console.out().flush();
        System.exit(status);
    }

    /**
     * Runs one command line.
     *
     * @return the exit status: 0 done, 1 failed, 2 wrong usage, 3 not allowed, 4 not found, 5 not reachable or busy
     */
    public int run(List<String> arguments) {
        try {
            return executed(FlatForm.translate(arguments));
        } catch (AutodockException e) {
            return refused(e);
        }
    }

    private int executed(List<String> arguments) {
        LaterWords.command(arguments).ifPresent(sentence -> {
            throw AutodockException.of(ProblemCode.INVALID, sentence);
        });
        CommandLine line = tree.line(arguments.isEmpty() ? "" : arguments.get(0));
        if (arguments.isEmpty()) {
            session.console().err().print(line.getUsageMessage());
            return ProblemCode.INVALID.exitStatus();
        }
        line.setParameterExceptionHandler(new Refusals());
        line.setExecutionExceptionHandler(new Refusals());
        return line.execute(arguments.toArray(String[]::new));
    }

    private int refused(AutodockException refusal) {
        session.console().out().flush();
        session.console().hint("autodock: " + refusal.sentence());
        return refusal.code().exitStatus();
    }

    /** No lambdas, for the reason that {@link CommandTree} has. */
    private final class Refusals implements IParameterExceptionHandler, IExecutionExceptionHandler {

        @Override
        public int handleParseException(ParameterException e, String[] arguments) {
            return refused(AutodockException.of(ProblemCode.INVALID, Misuse.sentence(e)));
        }

        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
            return refused(e instanceof AutodockException refusal ? refusal : ownError(e));
        }

        private AutodockException ownError(Exception e) {
            return AutodockException.caused(ProblemCode.FAILED, "this is an error in autodock itself: " + e, e);
        }
    }

    /** The launcher knows whether standard output is a terminal; what was not started by it gets plain text. */
    static Console console(Map<String, String> environment) {
        boolean unicode = !Boolean.getBoolean("autodock.terminal.ascii") && Terminal.writesUnicode(environment);
        Terminal terminal = Boolean.getBoolean("autodock.terminal")
                ? Terminal.described(environment, unicode, new TerminalSize(environment)::now)
                : Terminal.none(unicode);
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), terminal);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
    }

    /** The service is looked up by name and late: a client must not load the classes behind it. */
    private static final class NamedService implements ServiceStart {

        @Override
        public void run(@Nullable Path configuration) throws Exception {
            try {
                Class.forName(SERVICE).getMethod("run", Path.class).invoke(null, configuration);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
