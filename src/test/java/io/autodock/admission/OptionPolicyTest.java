package io.autodock.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.formation.option.Capability;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.Device;
import io.autodock.formation.option.Network;
import io.autodock.formation.option.Privileges;
import io.autodock.formation.option.Ulimit;
import io.autodock.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionPolicyTest {

    private static final OptionPolicy POLICY = new OptionPolicy(Set.of("shops"));

    private static List<String> refused(Optional<String> network, List<String> ulimits, Privileges privileges) {
        ContainerOptions options = new ContainerOptions(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                network.map(Network::parse),
                ulimits.stream().map(Ulimit::parse).toList(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                privileges);
        return POLICY.problems(options).stream().map(Problem::field).toList();
    }

    @Test
    void whatStaysInTheContainerIsAnybodys() {
        assertEquals(List.of(), refused(Optional.of("bridge"), List.of("nofile=5"), Privileges.NONE));
        assertEquals(List.of(), refused(Optional.of("shops"), List.of(), Privileges.NONE));
    }

    @Test
    void whatReachesBeyondItIsRefusedAllAtOnce() {
        Privileges everything =
                new Privileges(List.of(Capability.parse("SYS_ADMIN")), List.of(Device.parse("/dev/fuse")), true);
        assertEquals(
                List.of("cap-add", "devices", "privileged", "network", "ulimits"),
                refused(Optional.of("host"), List.of("rtprio=99"), everything));
        assertEquals(List.of("network"), refused(Optional.of("other"), List.of(), Privileges.NONE));
    }
}
