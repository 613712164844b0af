package io.autodock.step;

import io.autodock.edit.Edit;
import io.autodock.formation.App;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Refit;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.HostBook;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the books say while apps change where they are, and afterwards. Pure: the same books give the same entry. */
final class EditBooks {

    private final Work work;
    private final Books books;

    EditBooks(Work work, Books books) {
        this.work = work;
        this.books = books;
    }

    /** The staying apps with the ports that they are to have. */
    List<App> fitted() {
        Edit edit = work.decided();
        return new Refit(
                        new ClusterView(work.hosts(), books.hosts()),
                        edit.before().spec(),
                        edit.spec(),
                        work.takenByStrangers())
                .apps(edit.staying());
    }

    /** Holds what these apps have and what they are to have, until they have changed. */
    BookEntry holdingBoth(List<App> fitted) {
        Spec before = work.decided().before().spec();
        Spec after = work.decided().spec();
        int ram = Math.max(before.ram().megabytes(), after.ram().megabytes());
        int shares = Math.max(before.cpuShares().value(), after.cpuShares().value());
        Map<String, App> had =
                work.decided().before().apps().stream().collect(Collectors.toMap(App::hostname, app -> app));
        return entry(host -> changed(host, fitted, booking -> {
            App app = byName(fitted, booking.hostname());
            App old = had.getOrDefault(app.hostname(), app);
            Set<PublishedPort> ports = new LinkedHashSet<>(old.heldPorts());
            ports.addAll(app.heldPorts());
            return booking(booking, ram, shares, List.copyOf(ports));
        }));
    }

    /**
     * Holds what the formation's apps are recorded with, and gives back all else that it held.
     *
     * @param left hostnames of the containers, by host server, that no engine has confirmed to be gone
     */
    BookEntry asRecorded(Map<String, Set<String>> left) {
        Spec spec = work.decided().spec();
        BookEntry hosts = entry(host -> released(
                changed(
                        host,
                        work.apps(),
                        booking -> booking(
                                booking,
                                spec.ram().megabytes(),
                                spec.cpuShares().value(),
                                byName(work.apps(), booking.hostname()).heldPorts())),
                left.getOrDefault(host.hostServer(), Set.of())));
        return new BookEntry(
                Optional.empty(), Optional.of(books.names().without(free(hosts))), hosts.hosts(), Optional.empty());
    }

    private HostBook released(HostBook book, Set<String> left) {
        List<Booking> going = book.bookings().values().stream()
                .filter(this::ours)
                .filter(booking -> !isHome(book.hostServer(), booking.hostname()))
                .toList();
        List<Booking> kept = going.stream()
                .filter(booking -> booking.state() == BookingState.LEFTOVER || left.contains(booking.hostname()))
                .map(booking -> whichever(booking).as(BookingState.LEFTOVER))
                .toList();
        return book.without(going.stream().map(Booking::hostname).toList()).with(kept);
    }

    /** An app that was made anew since it was booked has a container of a later generation. */
    private static Booking whichever(Booking booking) {
        return new Booking(
                booking.hostname(),
                booking.formation(),
                booking.request(),
                booking.ramMegabytes(),
                booking.cpuShares(),
                booking.ports(),
                booking.state());
    }

    /** Names of this formation that neither an app nor a leftover has any more. */
    private Collection<String> free(BookEntry after) {
        Set<String> held = Stream.concat(
                        after.hosts().stream(), books.hosts().values().stream().filter(book -> after.hosts().stream()
                                .noneMatch(changed -> changed.hostServer().equals(book.hostServer()))))
                .flatMap(book -> book.bookings().values().stream())
                .filter(this::ours)
                .map(Booking::hostname)
                .collect(Collectors.toSet());
        work.apps().forEach(app -> held.add(app.hostname()));
        return books.names().hostnames().entrySet().stream()
                .filter(name -> name.getValue().equals(work.formation()) && !held.contains(name.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private BookEntry entry(UnaryOperator<HostBook> change) {
        List<HostBook> changed = books.hosts().values().stream()
                .map(change)
                .filter(book -> !book.equals(books.host(book.hostServer())))
                .toList();
        return new BookEntry(Optional.empty(), Optional.empty(), changed, Optional.empty());
    }

    private HostBook changed(HostBook book, List<App> apps, UnaryOperator<Booking> change) {
        return book.with(apps.stream()
                .filter(app -> app.hostServer().equals(book.hostServer()))
                .map(app -> Optional.ofNullable(book.bookings().get(app.hostname())))
                .flatMap(Optional::stream)
                .filter(booking -> ours(booking) && booking.state() != BookingState.LEFTOVER)
                .map(change)
                .toList());
    }

    private static Booking booking(Booking booking, int ram, int shares, List<PublishedPort> ports) {
        return new Booking(
                booking.hostname(),
                booking.formation(),
                booking.request(),
                ram,
                shares,
                ports,
                booking.state(),
                booking.generation());
    }

    private boolean ours(Booking booking) {
        return booking.formation().equals(work.formation());
    }

    private boolean isHome(String hostServer, String hostname) {
        return work.apps().stream()
                .anyMatch(app ->
                        app.hostname().equals(hostname) && app.hostServer().equals(hostServer));
    }

    private static App byName(List<App> apps, String hostname) {
        return apps.stream()
                .filter(app -> app.hostname().equals(hostname))
                .findFirst()
                .orElseThrow();
    }
}
