package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.edit.Tag;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.UserName;
import io.autodock.formation.VolumePolicy;
import io.autodock.formation.json.SpecJson;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules that every order meets before it becomes a request, and before it is planned: whose it is, what it may mount,
 * whether what it names exists, and whether something stands against it already.
 */
public final class Admission {

    private final Registry registry;
    private final HostDirectory directory;
    private final VolumePolicy volumes;
    private final OptionPolicy options;
    private final TrafficPolicy traffic;
    private final boolean saltIsConfigured;
    private final KeptSecrets secrets;

    /** Whether a user has a secret. */
    @FunctionalInterface
    public interface KeptSecrets {
        /** Whether that user has one of that name. */
        boolean has(UserName user, SecretName name);
    }

    /** The rules, with what they look at, where nobody has secrets. */
    public Admission(
            Registry registry,
            HostDirectory directory,
            VolumePolicy volumes,
            OptionPolicy options,
            TrafficPolicy traffic,
            boolean saltIsConfigured) {
        this(registry, directory, volumes, options, traffic, saltIsConfigured, (user, name) -> false);
    }

    /** The rules, with what they look at. */
    public Admission(
            Registry registry,
            HostDirectory directory,
            VolumePolicy volumes,
            OptionPolicy options,
            TrafficPolicy traffic,
            boolean saltIsConfigured,
            KeptSecrets secrets) {
        this.registry = registry;
        this.directory = directory;
        this.volumes = volumes;
        this.options = options;
        this.traffic = traffic;
        this.saltIsConfigured = saltIsConfigured;
        this.secrets = secrets;
    }

    /**
     * Lets an order in, or says why not.
     *
     * @throws AutodockException FORBIDDEN, NOT_FOUND (also for what is somebody else's), CONFLICT or INVALID
     */
    public void check(Caller caller, Order order) {
        order.formation()
                .ifPresentOrElse(id -> requireOwn(caller, order.operation(), id), () -> requireOperator(caller));
        switch (order.operation()) {
            case CREATE, RESTORE -> order.spec().ifPresent(spec -> checkCreate(caller, formation(order), spec));
            case EDIT -> checkEdit(caller, standing(formation(order)), (OrderDetail.Change) order.detail());
            case ROLLBACK -> requireStaying(standing(formation(order)));
            case DELETE, BACKUP -> requireThere(formation(order));
            case VERIFY, HEAL -> {}
            case DRAIN, FAILOVER, REBALANCE, MOVE ->
                throw AutodockException.invalid(
                        "operation",
                        order.operation().lowerCase(),
                        "an operation on formations; host servers have calls of their own");
        }
    }

    private void checkEdit(Caller caller, FormationRecord record, OrderDetail.Change change) {
        requireStaying(record);
        Spec spec = SpecJson.changed(record.spec(), change);
        checkSpec(caller, record.id(), spec);
        Tag.require(record, change.base());
        boolean surge = change.mostMissing() == 0 && !spec.volumes().isEmpty();
        if (surge) {
            throw AutodockException.invalid(
                    "max-unavailable",
                    "0",
                    "1 or more for apps with volumes: one beside them would not have their data");
        }
    }

    private static void requireStaying(FormationRecord record) {
        if (record.state() == FormationState.DELETING) {
            throw AutodockException.of(ProblemCode.CONFLICT, "formation " + record.id() + " is being deleted");
        }
    }

    private FormationRecord standing(FormationId id) {
        return registry.find(id).orElseThrow(() -> absent(id));
    }

    private static FormationId formation(Order order) {
        return order.formation().orElseThrow(() -> AutodockException.invalid("formation", "", "the formation's name"));
    }

    /** To make something for another user is forbidden; of what another user has, nothing is told. */
    private static void requireOwn(Caller caller, Operation operation, FormationId id) {
        if (caller.mayActFor(id.user())) {
            return;
        }
        if (operation == Operation.CREATE || operation == Operation.RESTORE) {
            throw AutodockException.of(
                    ProblemCode.FORBIDDEN,
                    new Problem(
                            "user",
                            id.user().value(),
                            caller.user().map(user -> "\"" + user + "\"").orElse("nobody's formation")));
        }
        throw absent(id);
    }

    private static void requireOperator(Caller caller) {
        if (caller.role() != Role.OPERATOR) {
            throw AutodockException.of(
                    ProblemCode.FORBIDDEN,
                    new Problem("formation", "", "one of your own; only an operator verifies everything"));
        }
    }

    private void checkCreate(Caller caller, FormationId id, Spec spec) {
        checkSpec(caller, id, spec);
        spec.hostServer().ifPresent(this::requireMember);
        Optional<FormationRecord> standing =
                registry.find(id).filter(record -> record.state() == FormationState.COMPLETE);
        if (standing.isPresent() && !standing.get().spec().hash().equals(spec.hash())) {
            throw AutodockException.of(ProblemCode.CONFLICT, "formation " + id + " exists already with another spec");
        }
    }

    private void checkSpec(Caller caller, FormationId id, Spec spec) {
        volumes.check(id.user(), caller.role() == Role.OPERATOR, spec.volumes());
        if (caller.role() != Role.OPERATOR) {
            options.check(spec.options());
        }
        spec.hostServer().ifPresent(this::requireMember);
        spec.options().secrets().forEach(name -> requireKept(id.user(), name));
        traffic.check(caller, id, spec.traffic());
        if (!saltIsConfigured && spec.bootstrapAsked() && spec.bootstrap().needsSalt()) {
            throw AutodockException.invalid(
                    "bootstrap",
                    spec.bootstrap().lowerCase(),
                    "none, or leaving it out, while no Salt master is configured");
        }
    }

    private void requireKept(UserName user, SecretName name) {
        if (!secrets.has(user, name)) {
            throw AutodockException.invalid(
                    "secrets",
                    name.value(),
                    "the name of a secret that user " + user + " has; set it with autodock secret set");
        }
    }

    private void requireMember(String hostServer) {
        if (directory.find(hostServer).isEmpty()) {
            String members = directory.list().stream().map(HostServer::name).collect(Collectors.joining(", "));
            throw AutodockException.invalid("host-server", hostServer, "a member of the docker cluster: " + members);
        }
    }

    private void requireThere(FormationId id) {
        if (registry.find(id).isEmpty() && !hasLeft(id)) {
            throw absent(id);
        }
    }

    /** Of a formation that is gone something may still stand where an engine did not let go of it. */
    private boolean hasLeft(FormationId id) {
        return registry.hostBooks().values().stream()
                .flatMap(book -> book.bookings().values().stream())
                .anyMatch(booking -> booking.formation().equals(id));
    }

    /** The same for what is absent and for what is somebody else's. */
    public static AutodockException absent(FormationId id) {
        return AutodockException.of(ProblemCode.NOT_FOUND, "formation " + id + " does not exist");
    }
}
