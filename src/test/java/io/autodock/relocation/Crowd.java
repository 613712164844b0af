package io.autodock.relocation;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.formation.rule.Upkeep;
import io.autodock.formation.traffic.Traffic;
import io.autodock.placement.ClusterView;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Formations on hosts, for tests of what moves: apps are given as the hosts they are on, in order of hostname. */
final class Crowd {

    private Crowd() {}

    static Spec spec(String scheme, int ram, List<String> volumes, Optional<String> pin, Optional<OnHostLoss> loss) {
        return new Spec(
                1,
                ImageReference.parse("sshd:1"),
                CpuShares.DEFAULT,
                Ram.parse(Integer.toString(ram)),
                new HostnameScheme(scheme),
                List.of(),
                volumes.stream().map(Volume::parse).toList(),
                pin,
                BootstrapMode.NONE,
                false,
                ContainerOptions.NONE,
                PlacementRules.ANYWHERE,
                new Upkeep(RestartPolicy.DEFAULT, loss),
                Traffic.NONE);
    }

    static Spec spec(String scheme, int ram) {
        return spec(scheme, ram, List.of(), Optional.empty(), Optional.empty());
    }

    static FormationRecord formation(Spec spec, FormationState state, String... hosts) {
        List<App> apps = IntStream.range(0, hosts.length)
                .mapToObj(index -> App.placed(
                        spec.hostnameScheme().hostname(index + 1), hosts[index], List.of(), OptionalInt.empty()))
                .toList();
        return new FormationRecord(
                FormationId.of("team", spec.hostnameScheme().value()),
                spec,
                new PinnedImage("sshd:1", "sshd@sha256:1", true),
                1,
                "r1",
                state,
                apps);
    }

    static FormationRecord formation(Spec spec, String... hosts) {
        return formation(spec, FormationState.COMPLETE, hosts);
    }

    /** Host servers of 1000 MB with all that is booked by these formations. */
    static ClusterView cluster(List<String> hosts, FormationRecord... records) {
        Map<String, HostBook> books = new HashMap<>();
        Arrays.stream(records).forEach(record -> record.apps()
                .forEach(app -> books.merge(
                        app.hostServer(),
                        HostBook.empty(app.hostServer()).with(List.of(booking(record, app))),
                        (one, other) -> one.with(other.bookings().values()))));
        List<HostView> views = new ArrayList<>();
        hosts.forEach(name -> views.add(host(name)));
        return new ClusterView(views, books);
    }

    static HostView host(String name) {
        return new HostView(
                new HostServer(name, "10.0.0.1", EngineEndpoint.parse("tcp://10.0.0.1:2376"), "", Map.of(), true),
                Optional.of(new HostFacts(0, 2, 1000, HostFacts.MINION)),
                new EngineState.Answers("20.10.24", "1.41"),
                0);
    }

    private static Booking booking(FormationRecord record, App app) {
        return new Booking(
                app.hostname(),
                record.id(),
                "r1",
                record.spec().ram().megabytes(),
                record.spec().cpuShares().value(),
                List.of(),
                BookingState.RUNNING);
    }
}
