package io.autodock.formation;

import io.autodock.formation.rule.HealthProbe;
import io.autodock.formation.rule.Upkeep;
import io.autodock.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Which ports of an app can be looked at from outside: those that it publishes where others than its host reach them. */
public final class HealthReach {

    private static final int SSH = 22;

    private HealthReach() {}

    /** A check of a port that can't be looked at, as it was asked for. */
    static List<Problem> problems(Upkeep upkeep, List<PortMapping> ports, boolean overSsh) {
        return upkeep.health().flatMap(check -> problem(check.probe(), ports, overSsh)).stream()
                .toList();
    }

    private static Optional<Problem> problem(HealthProbe probe, List<PortMapping> ports, boolean overSsh) {
        if (probe.containerPort().isEmpty()) {
            return Optional.empty();
        }
        int port = probe.containerPort().getAsInt();
        boolean reached = (overSsh && port == SSH)
                || ports.stream()
                        .anyMatch(each -> each.protocol() == Protocol.TCP
                                && each.containerPort() == port
                                && !HostAddress.isLoopback(each.address()));
        return reached
                ? Optional.empty()
                : Optional.of(new Problem(
                        "health",
                        probe.written(),
                        "a TCP port of the container that \"ports\" publishes beyond the host itself, or cmd:COMMAND"));
    }

    /** Where that port of an app's container is published; empty where it is not. */
    public static Optional<PublishedPort> published(App app, int containerPort) {
        return app.ports().stream()
                .filter(port -> port.protocol() == Protocol.TCP
                        && port.containerPort() == containerPort
                        && !HostAddress.isLoopback(port.address()))
                .findFirst()
                .or(() -> containerPort == SSH && app.sshPort().isPresent()
                        ? Optional.of(new PublishedPort(
                                HostAddress.EVERY, app.sshPort().getAsInt(), SSH, Protocol.TCP))
                        : Optional.empty());
    }
}
