package io.autodock.verify;

import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.registry.FormationRecord;
import io.autodock.verify.Repair.Nothing;
import io.autodock.verify.Repair.Rebuild;
import io.autodock.verify.Repair.Revive;
import io.autodock.verify.Repair.Way;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One app's container against its record. Drift is judged by our own words: the labels, the image reference that the engine
 * was given, and limits and ports, which the engine has read back as asked for when the container was made, or it would not
 * have been taken.
 */
final class AppCheck {

    private static final Set<String> EVERY_ADDRESS = Set.of("", "0.0.0.0", "::");
    private static final Comparator<PublishedPort> BY_PORT = Comparator.comparing(PublishedPort::hostPort)
            .thenComparing(PublishedPort::protocol)
            .thenComparing(PublishedPort::containerPort);

    private final FormationRecord record;
    private final App app;
    private final ContainerView container;
    private final @Nullable List<String> processes;

    /** @param processes what runs in it; null where that is not known */
    AppCheck(FormationRecord record, App app, ContainerView container, @Nullable List<String> processes) {
        this.record = record;
        this.app = app;
        this.container = container;
        this.processes = processes;
    }

    Optional<Finding> finding() {
        return make().or(this::state).or(this::limits).or(this::inside);
    }

    private Spec spec() {
        return record.spec();
    }

    /** A container of another make is made anew, whatever it does. */
    private Optional<Finding> make() {
        Origin origin = container.origin().orElse(null);
        if (origin == null || container.state().goes()) {
            return Optional.empty();
        }
        if (!origin.specHash().equals(spec().containerHash())) {
            return differs("was made from another spec");
        }
        return origin.generation() == app.generation()
                ? Optional.empty()
                : differs("is of generation " + origin.generation() + ", not " + app.generation());
    }

    private Optional<Finding> state() {
        return switch (container.state()) {
            case RUNNING -> Optional.empty();
            case PAUSED -> still(new Revive(container.id(), Way.UNPAUSE));
            case CREATED -> still(new Revive(container.id(), Way.START));
            case EXITED -> still(afterItsEnd());
            case RESTARTING, OTHER -> still(new Nothing("left to its engine"));
            case REMOVING, DEAD -> still(new Nothing("its engine has not let go of it"));
        };
    }

    private Repair afterItsEnd() {
        RestartPolicy policy = spec().upkeep().restart();
        boolean ends = policy instanceof RestartPolicy.Never
                || (policy instanceof RestartPolicy.OnFailure && container.exitCode() == 0);
        return ends
                ? new Nothing("left so, by its restart policy " + policy.written())
                : new Revive(container.id(), Way.START);
    }

    private Optional<Finding> still(Repair repair) {
        return found(Drift.Kind.APP_NOT_RUNNING, "is " + container.state().word(), repair);
    }

    private Optional<Finding> limits() {
        if (container.memoryBytes() != spec().ram().bytes()) {
            return differs("has a memory limit of " + container.memoryBytes() + " bytes, not "
                    + spec().ram().bytes());
        }
        if (container.cpuShares() != spec().cpuShares().forEngine()) {
            return differs("has " + container.cpuShares() + " cpu shares, not "
                    + spec().cpuShares().forEngine());
        }
        if (!container.madeFrom().isEmpty()
                && !container.madeFrom().equals(record.image().reference())) {
            return differs("runs the image " + container.madeFrom() + ", not "
                    + record.image().reference());
        }
        List<PublishedPort> booked = comparable(app.heldPorts());
        List<PublishedPort> bound = comparable(container.ports());
        return booked.equals(bound) ? Optional.empty() : differs("publishes " + bound + ", not " + booked);
    }

    /** Engines write every address in a form of their own; only whether a port is bound to all of them is compared. */
    private static List<PublishedPort> comparable(List<PublishedPort> ports) {
        return ports.stream()
                .map(port -> new PublishedPort(
                        EVERY_ADDRESS.contains(port.address()) ? "" : "one",
                        port.hostPort(),
                        port.containerPort(),
                        port.protocol()))
                .sorted(BY_PORT)
                .toList();
    }

    private Optional<Finding> inside() {
        if (processes == null || spec().bootstrap() == BootstrapMode.NONE) {
            return Optional.empty();
        }
        if (processes.stream().noneMatch(AppCheck::isSshd)) {
            return inside("has no sshd that runs", Way.RESTART);
        }
        // Without a Salt master nothing was started beside sshd.
        if (app.keyFingerprints().isEmpty()) {
            return Optional.empty();
        }
        return switch (spec().bootstrap()) {
            case CRON -> missing("cron", command -> isProgram(command, "cron", "crond"));
            case MINION -> missing("salt-minion", command -> command.contains("salt-minion"));
            case NONE -> Optional.empty();
        };
    }

    private Optional<Finding> missing(String daemon, java.util.function.Predicate<String> isIt) {
        return processes == null || processes.stream().anyMatch(isIt)
                ? Optional.empty()
                : inside("has no " + daemon + " that runs", Way.LOG_IN);
    }

    /** The one that listens; those of logins live on without it. */
    private static boolean isSshd(String command) {
        return command.contains("[listener]") || isProgram(command, "sshd", "dropbear");
    }

    private static boolean isProgram(String command, String... names) {
        String program = command.strip().split(" ", 2)[0];
        String name = program.substring(program.lastIndexOf('/') + 1);
        return Stream.of(names).anyMatch(name::equals);
    }

    private Optional<Finding> inside(String what, Way way) {
        return found(Drift.Kind.APP_DEAD_INSIDE, what, new Revive(container.id(), way));
    }

    private Optional<Finding> differs(String what) {
        int generation = container.origin().map(Origin::generation).orElse(0);
        return found(Drift.Kind.APP_DIFFERS, what, new Rebuild(Math.max(generation, app.generation())));
    }

    private Optional<Finding> found(Drift.Kind kind, String what, Repair repair) {
        Drift drift = new Drift(kind, app.hostname(), "its container on " + app.hostServer() + " " + what);
        return Optional.of(new Finding(drift, Optional.of(record.id()), app.hostServer(), repair));
    }
}
