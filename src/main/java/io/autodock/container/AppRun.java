package io.autodock.container;

import io.autodock.cluster.HostServer;
import io.autodock.formation.PublishedPort;
import io.autodock.placement.HeldPort;
import io.autodock.problem.AutodockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The steps of {@code routes/steps/run-app.camel.yaml} that look, make and judge; the route holds their order. */
public final class AppRun {

    private static final Comparator<PublishedPort> BY_PORT = Comparator.comparing(PublishedPort::hostPort)
            .thenComparing(PublishedPort::protocol)
            .thenComparing(PublishedPort::address);

    private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::");

    private final Engines engines;
    private final Clock clock;
    private final Duration removalLimit;

    /** @param removalLimit how long a container that is being removed is waited for */
    public AppRun(Engines engines, Clock clock, Duration removalLimit) {
        this.engines = engines;
        this.clock = clock;
        this.removalLimit = removalLimit;
    }

    /** Until when a container that is being removed is waited for. */
    public Instant deadline() {
        return clock.instant().plus(removalLimit);
    }

    /** What stands under the app's name; after the deadline one that is being removed is a refusal. */
    public Leftover look(AppContainer app, Instant deadline) {
        Leftover leftover = Leftover.of(app, engines.find(app.host(), app.hostname()));
        if (leftover instanceof Leftover.BeingRemoved stuck && !clock.instant().isBefore(deadline)) {
            return new Leftover.Refused(stuck.sentence());
        }
        return leftover;
    }

    /** Has the app's host hold its image. */
    public void pull(AppContainer app) {
        engines.pull(app.host(), app.image(), app.origin().request());
    }

    /** Creates the app's container and gives its id. */
    public String create(AppContainer app) {
        return engines.create(app);
    }

    /** Copies the app's files into its container. */
    public void copyIn(AppContainer app, String containerId) {
        if (!app.files().isEmpty()) {
            engines.copyIn(app.host(), containerId, app.files());
        }
    }

    /** The outcome of an app that was found running. */
    public RunOutcome adopted(AppContainer app, Leftover.Running found) {
        return new RunOutcome.Running(app.hostname(), found.containerId());
    }

    /** The outcome of a name that is not to be had. */
    public RunOutcome refused(AppContainer app, Leftover.Refused refusal) {
        return new RunOutcome.HostRefused(app.hostname(), refusal.sentence());
    }

    /** Judges a started container as read back: that it still runs, and with the limits and ports asked for. */
    public RunOutcome judge(AppContainer app, ContainerView view) {
        if (view.state() != ContainerView.State.RUNNING) {
            return new RunOutcome.AppFailed(app.hostname(), ended(app.host(), view, "at once"));
        }
        return differences(app, view)
                .<RunOutcome>map(difference -> new RunOutcome.HostRefused(
                        app.hostname(),
                        "host server " + app.host().name() + " started " + app.hostname() + " with " + difference,
                        true))
                .orElseGet(() -> new RunOutcome.Running(app.hostname(), view.id()));
    }

    /** Looks at an app that was started some time ago: one that has ended since, or is gone, has failed. */
    public RunOutcome confirm(HostServer host, String hostname) {
        return engines.find(host, hostname)
                .map(view -> confirmed(host, view))
                .orElseGet(
                        () -> new RunOutcome.AppFailed(hostname, at(host, hostname) + " is gone: someone removed it"));
    }

    /** How an app's container ended that was started some time ago; empty while it runs, or when its engine is silent. */
    public Optional<String> ended(HostServer host, String hostname) {
        try {
            return Optional.of(confirm(host, hostname))
                    .filter(RunOutcome.AppFailed.class::isInstance)
                    .map(outcome -> ((RunOutcome.AppFailed) outcome).sentence());
        } catch (AutodockException silent) {
            return Optional.empty();
        }
    }

    private RunOutcome confirmed(HostServer host, ContainerView view) {
        return view.state() == ContainerView.State.RUNNING
                ? new RunOutcome.Running(view.name(), view.id())
                : new RunOutcome.AppFailed(view.name(), ended(host, view, "soon after its start"));
    }

    /**
     * The outcome of a failure; the caller undoes.
     *
     * @param creating whether the attempt had come as far as the create call
     */
    public RunOutcome failed(AppContainer app, EngineFailure failure, boolean creating) {
        if (failure instanceof EngineFailure.Silent) {
            return new RunOutcome.HostRefused(app.hostname(), failure.sentence(), creating);
        }
        String message = failure.sentence();
        Optional<HeldPort> port = EngineMessage.takenPort(message, app.ports());
        if (port.isPresent()) {
            return taken(app, port.get());
        }
        if (EngineMessage.commandMissing(message)) {
            return new RunOutcome.AppFailed(app.hostname(), at(app) + " cannot start: " + message);
        }
        return new RunOutcome.HostRefused(app.hostname(), refusal(app, message), creating);
    }

    /** What removes all that this attempt made. */
    public RemoveOrder undoOrder(AppContainer app) {
        return new RemoveOrder(
                app.host(),
                app.hostname(),
                app.origin().formation(),
                true,
                OptionalInt.of(app.origin().generation()));
    }

    /** The outcome of a failed attempt after it was undone: what could not be removed may be left, and stands against this host. */
    public RunOutcome undone(RunOutcome outcome, RemoveOutcome removal) {
        if (removal instanceof RemoveOutcome.Removed) {
            return outcome instanceof RunOutcome.HostRefused refused
                    ? new RunOutcome.HostRefused(refused.hostname(), refused.sentence(), false)
                    : outcome;
        }
        return left(outcome);
    }

    private static String refusal(AppContainer app, String message) {
        return EngineMessage.missingDirectory(message)
                .map(directory -> "volumes \"" + directory + "\" is not on host server "
                        + app.host().name() + "; allowed is a directory that is there")
                .orElseGet(() -> message.startsWith("host server ") ? message : at(app) + ": " + message);
    }

    private static RunOutcome left(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.PortTaken taken) {
            return new RunOutcome.HostRefused(taken.hostname(), taken.sentence(), true);
        }
        return outcome;
    }

    private static RunOutcome taken(AppContainer app, HeldPort port) {
        return new RunOutcome.PortTaken(
                app.hostname(),
                port,
                "host port " + port.hostPort() + "/" + port.protocol().lowerCase() + " of host server "
                        + app.host().name() + " is held by something that is not Autodock's");
    }

    private String ended(HostServer host, ContainerView view, String when) {
        String last = engines.lastLogLine(host, view.id())
                .map(line -> "its last line was \"" + line + "\"")
                .orElse("it wrote nothing");
        return at(host, view.name()) + " ended " + when + " with exit code " + view.exitCode() + "; " + last;
    }

    private static Optional<String> differences(AppContainer app, ContainerView view) {
        if (view.memoryBytes() != app.ram().bytes()) {
            return Optional.of("a memory limit of " + view.memoryBytes() + " bytes, not "
                    + app.ram().bytes());
        }
        if (view.cpuShares() != app.cpuShares().forEngine()) {
            return Optional.of("cpu shares of " + view.cpuShares() + ", not "
                    + app.cpuShares().forEngine());
        }
        List<PublishedPort> asked = comparable(app.ports());
        List<PublishedPort> bound = comparable(view.ports());
        return asked.equals(bound) ? Optional.empty() : Optional.of("ports " + bound + ", not " + asked);
    }

    /** Engines write every address in a form of their own; only whether a port is bound to all of them is compared. */
    private static List<PublishedPort> comparable(List<PublishedPort> ports) {
        return ports.stream()
                .map(port -> new PublishedPort(
                        ALL_ADDRESSES.contains(port.address()) ? "" : "one address",
                        port.hostPort(),
                        port.containerPort(),
                        port.protocol()))
                .sorted(BY_PORT)
                .toList();
    }

    private static String at(AppContainer app) {
        return at(app.host(), app.hostname());
    }

    private static String at(HostServer host, String hostname) {
        return hostname + " on host server " + host.name();
    }
}
