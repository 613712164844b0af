package io.autodock.step;

import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Names;
import io.autodock.placement.Placement;
import io.autodock.placement.PlacementRequest;
import io.autodock.placement.Placer;
import io.autodock.placement.PortRange;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.HostBook;
import io.autodock.registry.NameBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One decision on the books for one work: which hostnames, on which hosts, with which ports. Pure. */
final class Reservation {

    private final Work work;
    private final Books books;
    private final Map<String, HostBook> cleared = new TreeMap<>();

    Reservation(Work work, Books books) {
        this.work = work;
        this.books = books;
        Stream.concat(books.hosts().keySet().stream(), work.hosts().stream().map(view -> view.host()
                        .name()))
                .distinct()
                .forEach(host -> cleared.put(host, withoutUnsettled(books.host(host))));
    }

    /** All apps of the formation, in order: those that stay where they are, and those placed now. */
    List<App> apps() {
        List<String> hostnames = hostnames();
        Map<String, App> settled = settled();
        List<String> unplaced =
                hostnames.stream().filter(name -> !settled.containsKey(name)).toList();
        Map<String, App> placed = unplaced.isEmpty() ? Map.of() : apps(place(unplaced, settled.values()));
        Map<String, App> known = work.apps().stream().collect(Collectors.toMap(App::hostname, app -> app));
        return hostnames.stream()
                .map(name -> settled.getOrDefault(name, withKeysOf(known.get(name), placed.get(name))))
                .toList();
    }

    /** A minion's key outlives the place of its app: the master may hold it. */
    private static @Nullable App withKeysOf(@Nullable App known, @Nullable App placed) {
        if (known == null || placed == null) {
            return placed;
        }
        App app = placed;
        for (String fingerprint : known.keyFingerprints()) {
            app = app.withKey(fingerprint);
        }
        return app;
    }

    /** The books that differ from those that were read, once these apps are in them. */
    List<HostBook> changedBooks(List<App> apps) {
        Map<String, List<App>> byHost = apps.stream().collect(Collectors.groupingBy(App::hostServer));
        List<HostBook> changed = new ArrayList<>();
        cleared.forEach((host, book) -> {
            List<App> missing = byHost.getOrDefault(host, List.of()).stream()
                    .filter(app -> !book.bookings().containsKey(app.hostname()))
                    .toList();
            HostBook filled = book.with(missing.stream().map(this::booked).toList());
            if (!filled.equals(books.host(host))) {
                changed.add(filled);
            }
        });
        return changed;
    }

    private List<String> hostnames() {
        if (work.record().isPresent()) {
            return work.apps().stream().map(App::hostname).toList();
        }
        Spec spec = work.spec();
        NameBook names = books.names();
        requireOwner(spec.hostnameScheme(), names);
        List<String> hostnames = Names.lowestFree(
                spec.hostnameScheme(), spec.number(), names.hostnames().keySet());
        refuseNamesOfHosts(hostnames);
        return hostnames;
    }

    /** An app's hostname is a minion id; a host server of that name would be taken for the app. */
    private void refuseNamesOfHosts(List<String> hostnames) {
        work.hosts().stream()
                .map(HostView::host)
                .filter(host -> hostnames.contains(host.name()) || hostnames.contains(host.minion()))
                .findFirst()
                .ifPresent(host -> {
                    throw AutodockException.of(
                            ProblemCode.CONFLICT,
                            new Problem(
                                    "hostname-scheme",
                                    work.spec().hostnameScheme().value(),
                                    "a scheme that gives no host server's name, such as " + host.name()));
                });
    }

    private void requireOwner(HostnameScheme scheme, NameBook names) {
        if (!names.owner().isEmpty()
                && !names.owner().equals(work.formation().user().value())) {
            throw AutodockException.of(
                    ProblemCode.FORBIDDEN,
                    new Problem("hostname-scheme", scheme.value(), "a scheme that no other user has used first"));
        }
    }

    /** Apps that are booked where their record says, and that no host has refused since. */
    private Map<String, App> settled() {
        return work.apps().stream().filter(this::holds).collect(Collectors.toMap(App::hostname, app -> app));
    }

    private boolean holds(App app) {
        HostBook book = cleared.get(app.hostServer());
        Booking booking = book == null ? null : book.bookings().get(app.hostname());
        return booking != null
                && booking.formation().equals(work.formation())
                && booking.state() != BookingState.LEFTOVER;
    }

    private Placement place(List<String> unplaced, Collection<App> settled) {
        PlacementRequest request = new PlacementRequest(
                work.formation(),
                work.spec(),
                unplaced,
                settled.stream().collect(Collectors.groupingBy(App::hostServer, Collectors.summingInt(app -> 1))),
                avoided(unplaced),
                work.takenByStrangers(),
                work.withoutImage());
        return Placer.place(cluster(), request, PortRange.AUTOMATIC);
    }

    private static Map<String, App> apps(Placement placement) {
        if (placement instanceof Placement.Refused refused) {
            throw AutodockException.of(ProblemCode.FAILED, refused.sentence());
        }
        return ((Placement.Placed) placement).apps().stream().collect(Collectors.toMap(App::hostname, app -> app));
    }

    /** The cluster as this decision sees it. */
    ClusterView cluster() {
        return new ClusterView(work.hosts(), cleared);
    }

    /** Where a first attempt would put every app, or why it can't. */
    Placement firstPlacement() {
        return place(hostnames(), List.of());
    }

    /** A host whose engine may still hold a container of one of these names can't take it again. */
    private Map<String, String> avoided(List<String> unplaced) {
        Map<String, String> avoided = new HashMap<>(work.avoided());
        cleared.forEach((host, book) -> unplaced.stream()
                .filter(book.bookings()::containsKey)
                .findFirst()
                .ifPresent(name -> avoided.putIfAbsent(
                        host, "its engine has not confirmed the removal of an earlier container " + name)));
        return avoided;
    }

    /** This work's bookings that did not come to run: dropped, or kept as leftovers where the engine did not say. */
    private HostBook withoutUnsettled(HostBook book) {
        Set<String> again = work.unsettled(book.hostServer());
        Set<String> leftovers = work.leftovers().getOrDefault(book.hostServer(), Set.of());
        List<Booking> kept = book.bookings().values().stream()
                .filter(booking -> ours(booking) && leftovers.contains(booking.hostname()))
                .map(booking -> booking.as(BookingState.LEFTOVER))
                .toList();
        List<String> dropped = book.bookings().values().stream()
                .filter(booking ->
                        ours(booking) && again.contains(booking.hostname()) && booking.state() == BookingState.RESERVED)
                .map(Booking::hostname)
                .toList();
        return book.without(dropped).with(kept);
    }

    private boolean ours(Booking booking) {
        return booking.formation().equals(work.formation());
    }

    private Booking booked(App app) {
        return new Booking(
                app.hostname(),
                work.formation(),
                work.request().id().value(),
                work.spec().ram().megabytes(),
                work.spec().cpuShares().value(),
                allPorts(app),
                BookingState.RESERVED);
    }

    /** Every host port an app holds, its SSH port first. */
    static List<PublishedPort> allPorts(App app) {
        List<PublishedPort> ports = new ArrayList<>();
        app.sshPort().ifPresent(port -> ports.add(new PublishedPort("", port, SSH, Protocol.TCP)));
        ports.addAll(app.ports());
        return ports;
    }

    private static final int SSH = 22;
}
