package io.autodock.registry;

import io.autodock.formation.PublishedPort;
import java.util.Map;
import java.util.TreeMap;

/**
 * The book of one host server: every app that holds something there. One etcd value, changed by compare-and-swap, so that
 * a (host server, protocol, host port) and a hostname on a host have at most one owner.
 *
 * @param bookings by hostname
 * @param revision the etcd revision this was read at; 0 when there is no book yet
 */
public record HostBook(String hostServer, Map<String, Booking> bookings, long revision) {

    public HostBook {
        bookings = java.util.Collections.unmodifiableMap(new TreeMap<>(bookings));
    }

    /** A host server on which nothing is booked. */
    public static HostBook empty(String hostServer) {
        return new HostBook(hostServer, Map.of(), 0);
    }

    /** Memory promised on this host, in megabytes. */
    public long promisedMegabytes() {
        return bookings.values().stream().mapToLong(Booking::ramMegabytes).sum();
    }

    /** Cpu shares of the apps that are booked but do not run yet. */
    public long sharesNotYetRunning() {
        return bookings.values().stream()
                .filter(b -> !b.running())
                .mapToLong(Booking::cpuShares)
                .sum();
    }

    /** All host ports held here. */
    public java.util.stream.Stream<PublishedPort> ports() {
        return bookings.values().stream().flatMap(b -> b.ports().stream());
    }
}
