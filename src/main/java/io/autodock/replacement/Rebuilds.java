package io.autodock.replacement;

import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerCommands;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code routes/steps/replace-app.camel.yaml} that rebuild an app where it is; the route holds their order.
 * The old container stands aside under {@code NAME.gGENERATION} meanwhile, so that after a crash at any point a look at
 * both names tells what is left to do.
 */
public final class Rebuilds {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final String PUBLIC_KEY = "/etc/salt/pki/minion/minion.pub";

    private final Engines engines;
    private final ContainerCommands commands;
    private final FreshMinions minions;
    private final Duration stopping;

    /** @param stopping how long a container is given to end by itself, where it asks for no other time */
    public Rebuilds(Engines engines, ContainerCommands commands, FreshMinions minions, Duration stopping) {
        this.engines = engines;
        this.commands = commands;
        this.minions = minions;
        this.stopping = stopping;
    }

    /** Takes up a rebuild, from its beginning or from where it was left. */
    public Replacing begin(Rebuild rebuild) {
        App anew = rebuild.app().anew(rebuild.generation());
        return new Replacing(rebuild.formation(), rebuild.spec(), rebuild.image(), rebuild.app(), rebuild.host(), anew);
    }

    /** Stops the old container and gives it another name; does nothing when there is none, or that is done. */
    public void setAside(Replacing replacing) {
        find(replacing, replacing.hostname())
                .filter(view -> isOld(replacing, view))
                .ifPresent(view -> setAside(replacing, view));
    }

    private void setAside(Replacing replacing, ContainerView view) {
        stop(replacing.host(), view);
        commands.rename(replacing.host(), view.id(), asideName(replacing));
    }

    private void stop(HostServer host, ContainerView view) {
        commands.stop(host, view.id(), Duration.ofSeconds(view.stopTimeout().orElse((int) stopping.toSeconds())));
    }

    private static String asideName(Replacing replacing) {
        return replacing.hostname() + ".g" + replacing.old().generation();
    }

    private boolean isOld(Replacing replacing, ContainerView view) {
        Origin origin = view.origin()
                .filter(known -> known.formation().equals(replacing.formation().id())
                        && known.hostname().equals(replacing.hostname()))
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED,
                        "host server " + replacing.host().name() + " has a container " + view.name()
                                + " that is not of this app; it is left alone"));
        return origin.generation() < replacing.app().generation()
                && !view.state().goes();
    }

    private Optional<ContainerView> find(Replacing replacing, String name) {
        return engines.find(replacing.host(), name);
    }

    /** Takes in what became of the new container. @throws AutodockException FAILED when it does not run */
    public void ran(Replacing replacing, RunOutcome outcome) {
        replacing.becomes(replacing.app().running(requireRunning(outcome).containerId()));
    }

    private static RunOutcome.Running requireRunning(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Running running) {
            return running;
        }
        throw AutodockException.of(ProblemCode.FAILED, sentence(outcome));
    }

    private static String sentence(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.PortTaken taken) {
            return taken.sentence();
        }
        return outcome instanceof RunOutcome.HostRefused refused
                ? refused.sentence()
                : ((RunOutcome.AppFailed) outcome).sentence();
    }

    /** What takes the old container away, once the new one is confirmed. */
    public RemoveOrder oldOne(Replacing replacing) {
        return new RemoveOrder(
                replacing.host(),
                replacing.hostname(),
                replacing.formation().id(),
                false,
                OptionalInt.empty(),
                asideName(replacing));
    }

    /** Records and publishes the new container. What is left of the old one is stopped and holds nothing. */
    public ReplacementOutcome finish(Replacing replacing, RemoveOutcome old) {
        if (!(old instanceof RemoveOutcome.Removed)) {
            LOG.warn("The old container {} is not removed yet: {}", asideName(replacing), old);
        }
        App finished = replacing.finished();
        replacing.formation().publish(finished);
        return new ReplacementOutcome.Replaced(finished);
    }

    /** Whether the old container may be put back: not while nothing can be written, for another instance may go on. */
    public boolean mayPutBack(Replacing replacing) {
        return !replacing.formation().isCutOff();
    }

    /** The first cause, as a sentence. */
    public String cause(Exception failure) {
        return Causes.sentence(failure);
    }

    /** What takes the new container away. */
    public RemoveOrder newOne(Replacing replacing) {
        return replacing.newOne();
    }

    /** Puts the old container back under its name and starts it; never throws but when nothing can be written. */
    public ReplacementOutcome putBack(Replacing replacing, String cause, RemoveOutcome removed) {
        String hostname = replacing.hostname();
        try {
            requireRemoved(removed);
            Optional<ContainerView> old = oldInPlace(replacing);
            if (old.isEmpty()) {
                return new ReplacementOutcome.Lost(hostname, cause);
            }
            commands.start(replacing.host(), old.get().id());
            restoreKey(replacing, old.get());
            return new ReplacementOutcome.PutBack(hostname, cause);
        } catch (AutodockException also) {
            return new ReplacementOutcome.Lost(
                    hostname, cause + "; the old container was not put back: " + also.sentence());
        }
    }

    private static void requireRemoved(RemoveOutcome removed) {
        if (removed instanceof RemoveOutcome.StillThere there) {
            throw AutodockException.of(ProblemCode.FAILED, there.sentence());
        }
        if (removed instanceof RemoveOutcome.Unknown unknown) {
            throw AutodockException.of(ProblemCode.FAILED, unknown.sentence());
        }
    }

    private Optional<ContainerView> oldInPlace(Replacing replacing) {
        Optional<ContainerView> named = find(replacing, replacing.hostname());
        if (named.isPresent()) {
            return named.filter(view -> isOld(replacing, view));
        }
        Optional<ContainerView> aside = find(replacing, asideName(replacing)).filter(view -> isOld(replacing, view));
        aside.ifPresent(view -> commands.rename(replacing.host(), view.id(), replacing.hostname()));
        return aside;
    }

    /** A master that does not answer now keeps no app from serving: the next highstate will tell. */
    private void restoreKey(Replacing replacing, ContainerView old) {
        if (replacing.identity().isEmpty()) {
            return;
        }
        try {
            minions.restore(replacing, engines.read(replacing.host(), old.id(), PUBLIC_KEY));
        } catch (AutodockException notNow) {
            LOG.warn("The minion key of {} is not put back: {}", replacing.hostname(), notNow.sentence());
        }
    }
}
