package io.autodock.placement;

import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.HostBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What apps hold that stay on their host servers while their spec changes. A port that is asked for as before stays the
 * one that it is; another is counted up as at a create. Equal input gives an equal result.
 */
public final class Refit {

    private static final int SSH = 22;

    private final ClusterView cluster;
    private final Spec before;
    private final Spec after;
    private final Map<String, Set<HeldPort>> takenByStrangers;

    /** @param takenByStrangers host ports found held by something that is not Autodock's, by host server */
    public Refit(ClusterView cluster, Spec before, Spec after, Map<String, Set<HeldPort>> takenByStrangers) {
        this.cluster = cluster;
        this.before = before;
        this.after = after;
        this.takenByStrangers = Map.copyOf(takenByStrangers);
    }

    /**
     * The apps with the ports that they are to have, in their order.
     *
     * @throws AutodockException FAILED, naming app and host server, when one of them finds no room there
     */
    public List<App> apps(List<App> staying) {
        Map<String, List<App>> byHost = staying.stream().collect(Collectors.groupingBy(App::hostServer));
        Map<String, App> fitted = byHost.entrySet().stream()
                .flatMap(host -> onHost(host.getKey(), host.getValue()).stream())
                .collect(Collectors.toMap(App::hostname, app -> app));
        return staying.stream()
                .map(app -> fitted.getOrDefault(app.hostname(), app))
                .toList();
    }

    private List<App> onHost(String host, List<App> apps) {
        List<String> hostnames = apps.stream().map(App::hostname).toList();
        HostBook others = cluster.book(host).without(hostnames);
        requireMemory(host, apps, others);
        List<PublishedPort> held = new ArrayList<>(others.ports().toList());
        apps.forEach(app -> held.addAll(kept(app)));
        HostPorts ports = new HostPorts(held, takenByStrangers.getOrDefault(host, Set.of()));
        return apps.stream().map(app -> fitted(app, ports)).toList();
    }

    private void requireMemory(String host, List<App> apps, HostBook others) {
        Optional<Long> memory = cluster.hosts().stream()
                .filter(view -> view.host().name().equals(host))
                .findFirst()
                .flatMap(HostView::facts)
                .map(HostFacts::memoryMegabytes);
        long promised = others.promisedMegabytes();
        long asked = (long) apps.size() * after.ram().megabytes();
        boolean grows = after.ram().megabytes() > before.ram().megabytes();
        if (grows && memory.isPresent() && promised + asked > memory.get()) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    apps.get(0).hostname() + " has no room for " + after.ram().written() + " on host server " + host
                            + ": " + apps.size() + " such apps and the " + promised
                            + " MB promised to others do not fit in "
                            + memory.get() + " MB");
        }
    }

    /** The ports that an app keeps: its SSH port, and those that are asked for as before. */
    private List<PublishedPort> kept(App app) {
        List<PublishedPort> kept = new ArrayList<>();
        app.sshPort().ifPresent(port -> kept.add(new PublishedPort("", port, SSH, Protocol.TCP)));
        after.ports().forEach(mapping -> asBefore(app, mapping).ifPresent(kept::add));
        return kept;
    }

    private Optional<PublishedPort> asBefore(App app, PortMapping mapping) {
        int place = before.ports().indexOf(mapping);
        return place >= 0 && place < app.ports().size()
                ? Optional.of(app.ports().get(place))
                : Optional.empty();
    }

    private App fitted(App app, HostPorts ports) {
        List<PortMapping> fresh = after.ports().stream()
                .filter(mapping -> asBefore(app, mapping).isEmpty())
                .toList();
        List<PublishedPort> chosen = new ArrayList<>(chosen(app, ports, fresh));
        return app.withPorts(after.ports().stream()
                .map(mapping -> asBefore(app, mapping).orElseGet(() -> chosen.remove(0)))
                .toList());
    }

    private static Collection<PublishedPort> chosen(App app, HostPorts ports, List<PortMapping> fresh) {
        HostPorts.Choice choice = ports.chooseFor(fresh, PortRange.AUTOMATIC);
        if (choice instanceof HostPorts.Choice.None none) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    app.hostname() + " stays on host server " + app.hostServer() + ", and there " + none.sentence());
        }
        HostPorts.Choice.Chosen found = (HostPorts.Choice.Chosen) choice;
        ports.take(found);
        return found.ports();
    }
}
