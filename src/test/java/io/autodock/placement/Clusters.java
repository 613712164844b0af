package io.autodock.placement;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.HostBook;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clusters and requests for tests. */
final class Clusters {

    static final FormationId F1 = FormationId.of("team1", "f1");
    static final EngineState ANSWERS = new EngineState.Answers("20.10.24", "1.41");

    private Clusters() {}

    static HostView host(String name, double load, int cores, long memory) {
        return host(name, Optional.of(new HostFacts(load, cores, memory, "minion")), 0);
    }

    static HostView host(String name, Optional<HostFacts> facts, int recentFailures) {
        return new HostView(record(name, true), facts, ANSWERS, recentFailures);
    }

    static HostServer record(String name, boolean active) {
        return new HostServer(
                name, "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), name, Map.of(), active);
    }

    /** H1, H2, … with 2 cores and 2000 MB, the first with the lowest load. */
    static List<HostView> equalHosts(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(index -> host("H" + index, index / 10.0, 2, 2000))
                .toList();
    }

    static ClusterView cluster(List<HostView> hosts, HostBook... books) {
        return new ClusterView(
                hosts, Arrays.stream(books).collect(Collectors.toMap(HostBook::hostServer, Function.identity())));
    }

    static HostBook book(String host, Booking... bookings) {
        return new HostBook(
                host, Arrays.stream(bookings).collect(Collectors.toMap(Booking::hostname, Function.identity())), 1);
    }

    static Booking booking(String hostname, int ram, int shares, boolean running, PublishedPort... ports) {
        return new Booking(
                hostname,
                FormationId.of("team2", "f2"),
                "r1",
                ram,
                shares,
                List.of(ports),
                running ? BookingState.RUNNING : BookingState.RESERVED);
    }

    static PublishedPort tcp(int hostPort) {
        return new PublishedPort("", hostPort, 80, Protocol.TCP);
    }

    static Spec spec(Optional<String> host, BootstrapMode bootstrap, String... ports) {
        return new Spec(
                1,
                ImageReference.parse("sshd:1"),
                CpuShares.DEFAULT,
                Ram.DEFAULT,
                new HostnameScheme("web"),
                Arrays.stream(ports).map(PortMapping::parse).toList(),
                List.of(),
                host,
                bootstrap,
                false);
    }

    static Spec spec(String... ports) {
        return spec(Optional.empty(), BootstrapMode.CRON, ports);
    }

    static HostView labelled(HostView view, Map<String, String> labels) {
        HostServer host = view.host();
        return new HostView(
                new HostServer(host.name(), host.address(), host.engine(), host.minion(), labels, host.active()),
                view.facts(),
                view.engine(),
                view.recentFailures());
    }

    static Spec ruled(Spec spec, PlacementRules rules) {
        return new Spec(
                spec.number(),
                spec.image(),
                spec.cpuShares(),
                spec.ram(),
                spec.hostnameScheme(),
                spec.ports(),
                spec.volumes(),
                spec.hostServer(),
                spec.bootstrap(),
                spec.bootstrapAsked(),
                spec.options(),
                rules,
                spec.upkeep());
    }

    static PlacementRequest request(int number, Spec spec) {
        return PlacementRequest.first(
                F1,
                spec,
                IntStream.rangeClosed(1, number)
                        .mapToObj(spec.hostnameScheme()::hostname)
                        .toList());
    }
}
