package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.Spec;
import io.autodock.formation.VolumePolicy;
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
    private final boolean saltIsConfigured;

    /** The rules, with what they look at. */
    public Admission(
            Registry registry,
            HostDirectory directory,
            VolumePolicy volumes,
            OptionPolicy options,
            boolean saltIsConfigured) {
        this.registry = registry;
        this.directory = directory;
        this.volumes = volumes;
        this.options = options;
        this.saltIsConfigured = saltIsConfigured;
    }

    /**
     * Lets an order in, or says why not.
     *
     * @throws AutodockException FORBIDDEN, NOT_FOUND (also for what is somebody else's), CONFLICT or INVALID
     */
    public void check(Caller caller, Order order) {
        order.formation()
                .ifPresentOrElse(id -> requireOwn(caller, order.operation(), id), () -> requireOperator(caller));
        order.spec().ifPresent(spec -> checkSpec(caller, formation(order), spec));
        if (order.operation() == Operation.DELETE) {
            requireThere(formation(order));
        }
    }

    private static FormationId formation(Order order) {
        return order.formation().orElseThrow(() -> AutodockException.invalid("formation", "", "the formation's name"));
    }

    /** To make something for another user is forbidden; of what another user has, nothing is told. */
    private static void requireOwn(Caller caller, Operation operation, FormationId id) {
        if (caller.mayActFor(id.user())) {
            return;
        }
        if (operation == Operation.CREATE) {
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

    private void checkSpec(Caller caller, FormationId id, Spec spec) {
        volumes.check(id.user(), caller.role() == Role.OPERATOR, spec.volumes());
        if (caller.role() != Role.OPERATOR) {
            options.check(spec.options());
        }
        spec.hostServer().ifPresent(this::requireMember);
        if (!saltIsConfigured && spec.bootstrapAsked() && spec.bootstrap().needsSalt()) {
            throw AutodockException.invalid(
                    "bootstrap",
                    spec.bootstrap().lowerCase(),
                    "none, or leaving it out, while no Salt master is configured");
        }
        Optional<FormationRecord> standing =
                registry.find(id).filter(record -> record.state() == FormationState.COMPLETE);
        if (standing.isPresent() && !standing.get().spec().hash().equals(spec.hash())) {
            throw AutodockException.of(ProblemCode.CONFLICT, "formation " + id + " exists already with another spec");
        }
    }

    private void requireMember(String hostServer) {
        if (directory.find(hostServer).isEmpty()) {
            String members = directory.list().stream().map(HostServer::name).collect(Collectors.joining(", "));
            throw AutodockException.invalid("host-server", hostServer, "a member of the docker cluster: " + members);
        }
    }

    private void requireThere(FormationId id) {
        if (registry.find(id).isEmpty()) {
            throw absent(id);
        }
    }

    /** The same for what is absent and for what is somebody else's. */
    public static AutodockException absent(FormationId id) {
        return AutodockException.of(ProblemCode.NOT_FOUND, "formation " + id + " does not exist");
    }
}
