package io.autodock.formation.option;

import io.autodock.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What options of one container can't stand beside each other, or beside the rest of what was asked for. */
public final class OptionProblems {

    private OptionProblems() {}

    /**
     * One for each clash.
     *
     * @param overSsh whether the app is bootstrapped over SSH
     * @param publishes whether it publishes ports of its own
     */
    public static List<Problem> of(ContainerOptions options, boolean overSsh, boolean publishes) {
        return Stream.of(user(options, overSsh), network(options, overSsh, publishes), sysctls(options))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Problem> user(ContainerOptions options, boolean overSsh) {
        return options.user()
                .filter(user -> overSsh && !user.isRoot())
                .map(user -> new Problem(
                        "container-user",
                        user.written(),
                        "root, whom the app's sshd needs, or any user with bootstrap \"none\""));
    }

    private static Optional<Problem> network(ContainerOptions options, boolean overSsh, boolean publishes) {
        return options.network()
                .filter(network -> network.withoutPorts() && (overSsh || publishes))
                .map(network -> new Problem(
                        "network",
                        network.name(),
                        "a network that ports are published on, or bootstrap \"none\" and no ports"));
    }

    private static Optional<Problem> sysctls(ContainerOptions options) {
        boolean ofHost = options.network().filter(Network::ofHost).isPresent();
        return options.sysctls().stream()
                .filter(sysctl -> ofHost && sysctl.ofNetwork())
                .findFirst()
                .map(sysctl -> new Problem("sysctls", sysctl.written(), "no net.* beside network \"host\""));
    }
}
