package io.autodock.step;

import io.autodock.cluster.HostServer;
import io.autodock.console.AppConsole;
import io.autodock.console.ExecOutcome;
import io.autodock.console.Invocation;
import io.autodock.console.SecretMount;
import io.autodock.container.AppContainer;
import io.autodock.container.SecretDelivery;
import io.autodock.formation.UserName;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.SecretShelf;
import java.util.List;

/** Puts an app's secrets into its container once that runs. Safe to repeat. */
public final class SecretStep implements SecretDelivery {

    private static final int LONGEST_WORD = 200;

    private final SecretShelf shelf;
    private final AppConsole console;

    /** The step, with where secrets are kept and the way into containers. */
    public SecretStep(SecretShelf shelf, AppConsole console) {
        this.shelf = shelf;
        this.console = console;
    }

    @Override
    public void deliver(AppContainer app, String containerId) {
        put(
                app.host(),
                containerId,
                held(app.origin().formation().user(), app.options().secrets()));
    }

    /**
     * The secrets of those names.
     *
     * @throws AutodockException FAILED when one is gone
     */
    List<SecretShelf.Held> held(UserName user, List<SecretName> names) {
        return names.stream()
                .map(name -> shelf.find(user, name)
                        .orElseThrow(() -> AutodockException.of(
                                ProblemCode.FAILED,
                                "user " + user + " has no secret \"" + name
                                        + "\" any more; set it with autodock secret set")))
                .toList();
    }

    /** Writes them all, and then lets the container's own command begin. */
    void put(HostServer host, String containerId, List<SecretShelf.Held> secrets) {
        if (secrets.isEmpty()) {
            return;
        }
        for (SecretShelf.Held secret : secrets) {
            done(host, console.exec(host, containerId, SecretMount.write(secret.name(), secret.value())));
        }
        Invocation last = SecretMount.complete();
        done(host, console.exec(host, containerId, last));
    }

    private static void done(HostServer host, ExecOutcome outcome) {
        if (outcome instanceof ExecOutcome.Ended ended && ended.exitCode() == 0) {
            return;
        }
        String error = outcome.error().replaceAll("\\p{Cntrl}", " ").strip();
        throw AutodockException.of(
                ProblemCode.FAILED,
                "host server " + host.name() + ": a secret can't be written to " + SecretMount.DIRECTORY + ": "
                        + (error.isEmpty()
                                ? "the container does not take it"
                                : error.substring(0, Math.min(LONGEST_WORD, error.length()))));
    }
}
