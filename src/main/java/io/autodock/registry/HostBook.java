package io.autodock.registry;

import io.autodock.formation.PublishedPort;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The book of one host server: every app that holds something there. One etcd value, changed by compare-and-swap, so that
 * a (host server, protocol, host port) and a hostname on a host have at most one owner.
 *
 * @param bookings by hostname
 * @param revision the etcd revision this was read at; 0 when there is no book yet
 */
public record HostBook(String hostServer, Map<String, Booking> bookings, long revision) {

    public HostBook {
        bookings = Collections.unmodifiableMap(new TreeMap<>(bookings));
    }

    /** A host server on which nothing is booked. */
    public static HostBook empty(String hostServer) {
        return new HostBook(hostServer, Map.of(), 0);
    }

    /** The same book with these bookings in it, in place of those of the same hostnames. */
    public HostBook with(Collection<Booking> more) {
        Map<String, Booking> changed = new TreeMap<>(bookings);
        more.forEach(booking -> changed.put(booking.hostname(), booking));
        return new HostBook(hostServer, changed, revision);
    }

    /** The same book without the bookings of these hostnames. */
    public HostBook without(Collection<String> hostnames) {
        Map<String, Booking> changed = new TreeMap<>(bookings);
        changed.keySet().removeAll(hostnames);
        return new HostBook(hostServer, changed, revision);
    }

    /** Memory promised on this host, in megabytes. */
    public long promisedMegabytes() {
        return bookings.values().stream().mapToLong(Booking::ramMegabytes).sum();
    }

    /** Cpu shares of the apps that are booked but do not run yet. */
    public long sharesNotYetRunning() {
        return bookings.values().stream()
                .filter(booking -> booking.state() == BookingState.RESERVED)
                .mapToLong(Booking::cpuShares)
                .sum();
    }

    /** All host ports held here. */
    public Stream<PublishedPort> ports() {
        return bookings.values().stream().flatMap(booking -> booking.ports().stream());
    }
}
