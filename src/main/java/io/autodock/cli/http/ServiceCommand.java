package io.autodock.cli.http;

import io.autodock.cli.terminal.Console;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that calls the service and shows what it answers. */
public abstract class ServiceCommand implements Callable<Integer> {

    /** The exit status of a command that did what it was asked. */
    protected static final int DONE = 0;

    /** The exit status of a refusal or failure that is nobody's fault. */
    protected static final int FAILED = 1;

    private final Session session;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    protected ServiceCommand(Session session) {
        this.session = session;
    }

    /**
     * Does the work.
     *
     * @return the exit status
     */
    protected abstract int run(ServiceClient client);

    @Override
    public final Integer call() {
        return run(service.client(session.environment()));
    }

    /** The variables of the shell that it was called from. */
    protected final Map<String, String> environment() {
        return session.environment();
    }

    /** Where to write. */
    protected final Console console() {
        return session.console();
    }

    /** Whether the answer is for a machine. */
    protected final boolean json() {
        return service.json();
    }

    /** The answer as the service gave it, where one asked for that; otherwise as the other one shows it. */
    protected final int show(ServiceAnswer answer, Runnable otherwise) {
        if (json()) {
            console().out().print((answer.text().isEmpty() ? "{}" : answer.text()) + "\n");
        } else {
            otherwise.run();
        }
        return DONE;
    }
}
