package io.autodock.placement;

import io.autodock.formation.BootstrapMode;
import io.autodock.formation.HostAddress;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ports of one host server while a placement is made. Ports are only ever taken here, never given back, so where a
 * search ended the next one for the same asked port begins: no port is looked at twice.
 */
final class HostPorts {

    private static final int SSH = 22;

    private final Map<HeldPort, Set<String>> addressesByPort = new HashMap<>();
    private final Map<Asked, Integer> searchedTo = new HashMap<>();

    /** Where a search began. */
    private record Asked(Protocol protocol, String address, int port) {}

    /** The ports of one app, or what stands against them. */
    sealed interface Choice {

        /** In the order of the spec. */
        record Chosen(List<PublishedPort> ports, OptionalInt sshPort) implements Choice {}

        record None(Verdict.Reason reason, String sentence) implements Choice {}
    }

    HostPorts(Iterable<PublishedPort> booked, Set<HeldPort> takenByStrangers) {
        booked.forEach(this::take);
        takenByStrangers.forEach(port -> take(HostAddress.EVERY, port));
    }

    /** Free ports for one more app; they stay free until they are taken. */
    Choice choose(Spec spec, PortRange automatic) {
        PublishedPort[] chosen = new PublishedPort[spec.ports().size()];
        List<PublishedPort> own = new ArrayList<>();
        // Exact ports have no other choice, so they come before those that can give way.
        for (int index : exactFirst(spec.ports())) {
            PortMapping mapping = spec.ports().get(index);
            int end = mapping.exact() ? mapping.hostPort() : automatic.endFrom(mapping.hostPort());
            OptionalInt port = firstFree(mapping, end, own);
            if (port.isEmpty()) {
                return none(mapping, end, "container port " + mapping.containerPort());
            }
            chosen[index] = published(mapping, port.getAsInt());
            own.add(chosen[index]);
        }
        return withSshPort(spec, automatic, List.of(chosen), own);
    }

    private Choice withSshPort(Spec spec, PortRange automatic, List<PublishedPort> ports, List<PublishedPort> own) {
        if (spec.bootstrap() == BootstrapMode.NONE) {
            return new Choice.Chosen(ports, OptionalInt.empty());
        }
        PortMapping ssh = new PortMapping(HostAddress.EVERY, automatic.first(), false, SSH, Protocol.TCP);
        OptionalInt port = firstFree(ssh, automatic.last(), own);
        return port.isEmpty() ? none(ssh, automatic.last(), "SSH") : new Choice.Chosen(ports, port);
    }

    /** Takes the ports of an app. */
    void take(Choice.Chosen chosen) {
        chosen.ports().forEach(this::take);
        chosen.sshPort().ifPresent(port -> take(HostAddress.EVERY, new HeldPort(Protocol.TCP, port)));
    }

    private void take(PublishedPort port) {
        take(HostAddress.canonical(port.address()), new HeldPort(port.protocol(), port.hostPort()));
    }

    private void take(String canonicalAddress, HeldPort port) {
        addressesByPort.computeIfAbsent(port, absent -> new HashSet<>(2)).add(canonicalAddress);
    }

    private OptionalInt firstFree(PortMapping mapping, int end, List<PublishedPort> own) {
        Asked asked = new Asked(mapping.protocol(), HostAddress.canonical(mapping.address()), mapping.hostPort());
        int begin = searchedTo.getOrDefault(asked, mapping.hostPort());
        while (begin <= end && !isFree(asked, begin)) {
            begin++;
        }
        searchedTo.put(asked, begin);
        return IntStream.rangeClosed(begin, end)
                .filter(port -> isFree(asked, port))
                .filter(port -> own.stream().noneMatch(other -> meet(other, asked, port)))
                .findFirst();
    }

    private boolean isFree(Asked asked, int port) {
        Set<String> taken = addressesByPort.getOrDefault(new HeldPort(asked.protocol(), port), Set.of());
        boolean onEvery = asked.address().equals(HostAddress.EVERY);
        return taken.isEmpty() || !(onEvery || taken.contains(HostAddress.EVERY) || taken.contains(asked.address()));
    }

    private static boolean meet(PublishedPort other, Asked asked, int port) {
        return other.hostPort() == port
                && other.protocol() == asked.protocol()
                && HostAddress.overlap(other.address(), asked.address());
    }

    private static int[] exactFirst(List<PortMapping> mappings) {
        return IntStream.concat(
                        IntStream.range(0, mappings.size())
                                .filter(index -> mappings.get(index).exact()),
                        IntStream.range(0, mappings.size())
                                .filter(index -> !mappings.get(index).exact()))
                .toArray();
    }

    private static PublishedPort published(PortMapping mapping, int hostPort) {
        return new PublishedPort(mapping.address(), hostPort, mapping.containerPort(), mapping.protocol());
    }

    private static Choice.None none(PortMapping mapping, int end, String purpose) {
        String protocol = "/" + mapping.protocol().lowerCase();
        String address = mapping.address().isEmpty() ? "" : " on " + mapping.address();
        return mapping.exact()
                ? new Choice.None(
                        Verdict.Reason.EXACT_PORT_TAKEN,
                        "port " + mapping.hostPort() + protocol + address
                                + " is taken, and exactly that one is asked for")
                : new Choice.None(
                        Verdict.Reason.NO_FREE_PORT,
                        "no port from " + mapping.hostPort() + " to " + end + protocol + address + " is free for "
                                + purpose);
    }
}
