package io.autodock.replacement;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.FailureLog;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.container.ContainerCommands;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code routes/steps/move-app.camel.yaml}; the route holds their order. The record says where the app lives
 * until the new container is confirmed; where it goes stands in the books before anything is made there.
 */
public final class Moves {

    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);
    private static final String PUBLIC_KEY = "/etc/salt/pki/minion/minion.pub";

    private final Registry registry;
    private final Engines engines;
    private final ContainerCommands commands;
    private final FreshMinions minions;
    private final FailureLog failures;
    private final Duration stopping;

    /** @param stopping how long a container is given to end by itself, where it asks for no other time */
    public Moves(
            Registry registry,
            Engines engines,
            ContainerCommands commands,
            FreshMinions minions,
            FailureLog failures,
            Duration stopping) {
        this.registry = registry;
        this.engines = engines;
        this.commands = commands;
        this.minions = minions;
        this.failures = failures;
        this.stopping = stopping;
    }

    /** Takes up a move, from its beginning or from where it was left. */
    public Moving begin(Move move) {
        FormationRecord record = move.formation().record();
        App app = move.formation().app(move.hostname());
        HostServer anywhere = move.hosts().stream()
                .map(HostView::host)
                .findFirst()
                .orElseThrow(() -> AutodockException.of(ProblemCode.FAILED, "the docker cluster has no host server"));
        Replacing replacing = new Replacing(
                move.formation(), record.spec(), record.image(), app, anywhere, app.anew(app.generation() + 1));
        return new Moving(move, replacing, withoutImage(move, record.image()));
    }

    /** An image that no registry hands out is to be had where a host holds it, and nowhere else. */
    private Map<String, String> withoutImage(Move move, PinnedImage image) {
        Map<String, String> reasons = new TreeMap<>();
        if (!image.pullable()) {
            move.hosts().stream()
                    .filter(view -> view.engine() instanceof EngineState.Answers)
                    .map(HostView::host)
                    .forEach(host -> engines.lacksImage(host, image).ifPresent(why -> reasons.put(host.name(), why)));
        }
        return reasons;
    }

    /** Stops the old container, where it is to stop first. */
    public void stopBefore(Moving moving) {
        if (moving.move().old() == Move.Old.STOPS_BEFORE) {
            old(moving)
                    .ifPresent(old -> commands.stop(
                            old.host(),
                            old.container().id(),
                            Duration.ofSeconds(old.container().stopTimeout().orElse((int) stopping.toSeconds()))));
        }
    }

    /** The old container, where there is one. */
    private record Standing(HostServer host, ContainerView container) {}

    private Optional<Standing> old(Moving moving) {
        Replacing replacing = moving.replacing();
        return oldHost(moving).flatMap(host -> engines.find(host, replacing.hostname())
                .filter(view -> view.origin()
                        .filter(origin -> oldOrder(host, replacing).means(origin))
                        .isPresent())
                .map(view -> new Standing(host, view)));
    }

    private static Optional<HostServer> oldHost(Moving moving) {
        String name = moving.replacing().old().hostServer();
        return moving.move().hosts().stream()
                .map(HostView::host)
                .filter(host -> host.name().equals(name))
                .findFirst();
    }

    private static RemoveOrder oldOrder(HostServer host, Replacing replacing) {
        return new RemoveOrder(
                host,
                replacing.hostname(),
                replacing.formation().id(),
                false,
                OptionalInt.of(replacing.old().generation()));
    }

    /** Decides where it goes, and books that. @throws AutodockException FAILED, naming every host's reason, when none will do */
    public void place(Moving moving) {
        AtomicReference<App> chosen = new AtomicReference<>(moving.replacing().app());
        moving.replacing().formation().book(books -> {
            Relocation relocation = new Relocation(moving, books);
            App app = relocation.place();
            chosen.set(app);
            return relocation.booked(app);
        });
        moving.placed(Objects.requireNonNull(chosen.get()));
    }

    /** Takes in what became of the attempt. @throws AutodockException FAILED when the app fails by itself: no host will do */
    public void takeIn(Moving moving, RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Running running) {
            Replacing replacing = moving.replacing();
            replacing.becomes(replacing.app().running(running.containerId()));
        } else if (outcome instanceof RunOutcome.PortTaken taken) {
            moving.portTaken(taken);
        } else if (outcome instanceof RunOutcome.HostRefused refused) {
            failures.failed(moving.replacing().host().name(), refused.sentence());
            moving.hostRefused(refused);
        } else {
            throw AutodockException.of(ProblemCode.FAILED, ((RunOutcome.AppFailed) outcome).sentence());
        }
    }

    /** Records that the app lives at its new place, and publishes it; what it leaves behind is booked as left over. */
    public void settle(Moving moving) {
        FormationInHand formation = moving.replacing().formation();
        App app = moving.replacing().finished();
        formation.book(books -> settled(moving, books, formation.record(), app));
        moving.settled();
        formation.publish(app);
    }

    private static BookEntry settled(Moving moving, Books books, FormationRecord record, App app) {
        return new Relocation(moving, books).settled(record, app);
    }

    /** Whether the old container can be removed now. */
    public boolean isOldInReach(Moving moving) {
        return moving.move().old() != Move.Old.UNREACHABLE && oldHost(moving).isPresent();
    }

    /** What takes the old container away, and never the new one. */
    public RemoveOrder oldOne(Moving moving) {
        return oldOrder(oldHost(moving).orElseThrow(), moving.replacing());
    }

    /** Gives back what the old container held, when its engine has confirmed that it is gone. */
    public void removed(Moving moving, RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.Removed gone) {
            registry.clearLeftover(moving.replacing().old().hostServer(), gone.hostname());
        }
    }

    /** The end of a move that succeeded. */
    public ReplacementOutcome outcome(Moving moving) {
        return new ReplacementOutcome.Replaced(
                moving.replacing().formation().app(moving.replacing().hostname()));
    }

    /** Whether the move may be taken back: not while nothing can be written, for another instance may go on. */
    public boolean mayTakeBack(Moving moving) {
        return !moving.isSettled() && !moving.replacing().formation().isCutOff();
    }

    /** The first cause, as a sentence. */
    public String cause(Exception failure) {
        return Causes.sentence(failure);
    }

    /** Whether something may stand at the new place. */
    public boolean isPlaced(Moving moving) {
        return moving.isPlaced();
    }

    /** What takes the new container away. */
    public RemoveOrder newOne(Moving moving) {
        return moving.replacing().newOne();
    }

    /** Takes in whether the new container is gone. */
    public void takenBack(Moving moving, RemoveOutcome removed) {
        moving.givenUp(!(removed instanceof RemoveOutcome.Removed));
    }

    /** Gives up the new place; the old container is started again where it was stopped. */
    public ReplacementOutcome stay(Moving moving, String cause) {
        moving.replacing().formation().book(books -> new Relocation(moving, books).givenUp());
        String hostname = moving.replacing().hostname();
        if (moving.move().old() == Move.Old.UNREACHABLE) {
            return new ReplacementOutcome.Lost(hostname, cause);
        }
        try {
            Optional<Standing> old = old(moving);
            old.ifPresent(standing -> goOn(moving, standing));
            return old.isPresent()
                    ? new ReplacementOutcome.PutBack(hostname, cause)
                    : new ReplacementOutcome.Lost(hostname, cause);
        } catch (AutodockException also) {
            return new ReplacementOutcome.Lost(
                    hostname, cause + "; the old container was not started again: " + also.sentence());
        }
    }

    private void goOn(Moving moving, Standing old) {
        if (moving.move().old() == Move.Old.STOPS_BEFORE) {
            commands.start(old.host(), old.container().id());
        }
        if (moving.replacing().identity().isPresent()) {
            restoreKey(moving, old);
        }
    }

    /** A master that does not answer now keeps no app from serving: the next highstate will tell. */
    private void restoreKey(Moving moving, Standing old) {
        try {
            minions.restore(
                    moving.replacing(), engines.read(old.host(), old.container().id(), PUBLIC_KEY));
        } catch (AutodockException notNow) {
            LOG.warn(
                    "The minion key of {} is not put back: {}",
                    moving.replacing().hostname(),
                    notNow.sentence());
        }
    }
}
