package io.autodock.admission;

import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.Network;
import io.autodock.formation.option.Privileges;
import io.autodock.formation.option.Ulimit;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which options of a container a user may ask for. What reaches beyond the container is an operator's alone:
 * capabilities, devices, privileged mode, the host's network and its priorities.
 *
 * @param networks of the engines, beside {@code bridge} and {@code none}, that any user's apps may join
 */
public record OptionPolicy(Set<String> networks) {

    private static final String OPERATORS = "nothing here: it is an operator's alone";

    public OptionPolicy {
        networks = Set.copyOf(networks);
    }

    /** What a user asked for without being allowed to; all of it, empty for nothing. */
    public List<Problem> problems(ContainerOptions options) {
        return Stream.of(
                        privileges(options.privileges()),
                        options.network().flatMap(this::network).stream(),
                        options.ulimits().stream()
                                .filter(Ulimit::raisesPriority)
                                .map(limit -> new Problem("ulimits", limit.written(), OPERATORS)))
                .flatMap(problems -> problems)
                .toList();
    }

    /** Refuses with the code {@link ProblemCode#FORBIDDEN} what a user may not ask for. */
    void check(ContainerOptions options) {
        List<Problem> problems = problems(options);
        if (!problems.isEmpty()) {
            throw AutodockException.of(ProblemCode.FORBIDDEN, problems);
        }
    }

    private static Stream<Problem> privileges(Privileges asked) {
        return Stream.of(
                        asked.capabilities().stream()
                                .map(capability -> new Problem("cap-add", capability.name(), OPERATORS)),
                        asked.devices().stream().map(device -> new Problem("devices", device.written(), OPERATORS)),
                        Stream.of("true")
                                .filter(value -> asked.privileged())
                                .map(value -> new Problem("privileged", value, OPERATORS)))
                .flatMap(problems -> problems);
    }

    private Optional<Problem> network(Network network) {
        if (network.anybodys() || networks.contains(network.name())) {
            return Optional.empty();
        }
        String others = networks.isEmpty()
                ? ""
                : " or " + String.join(", ", networks.stream().sorted().toList());
        return Optional.of(new Problem("network", network.name(), "bridge, none" + others));
    }
}
