package io.autodock.placement;

import io.autodock.formation.rule.Spread;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * The order in which feasible host servers are offered apps. Host servers of one value of the spread's label are a zone;
 * within a zone the one with the fewest apps of the formation comes first, then the best ranked. Between zones the spread
 * decides what counts more: the apps on the host server or those in its zone.
 *
 * <p>Worked example: H1 and H2 in rack a, H3 in rack b, all empty. Over hosts, five apps go to H1, H3, H2, H3, H1; over the
 * label {@code rack} they go to H1, H3, H2, H3, H1, and a sixth to H3.
 */
final class Seats {

    private static final Comparator<Zone> HOSTS_FIRST = Comparator.comparingInt(
                    (Zone zone) -> zone.best().apps())
            .thenComparingInt(Zone::apps)
            .thenComparingInt(zone -> zone.best().rank());
    private static final Comparator<Zone> ZONES_FIRST = Comparator.comparingInt(Zone::apps)
            .thenComparingInt(zone -> zone.best().apps())
            .thenComparingInt(zone -> zone.best().rank());

    private final Map<String, Zone> zones = new HashMap<>();
    private final PriorityQueue<Zone> withRoom;

    /** A host server that still has room, and how many apps of the formation it has by now. */
    private record Seat(int apps, int rank, HostRoom room) {

        static final Comparator<Seat> NEXT = Comparator.comparingInt(Seat::apps).thenComparingInt(Seat::rank);

        Seat withOneMore() {
            return new Seat(apps + 1, rank, room);
        }
    }

    /** The host servers of one value of the label; it lies in the queue only while one of them has room. */
    private static final class Zone {

        private final PriorityQueue<Seat> seats = new PriorityQueue<>(Seat.NEXT);
        private int apps;

        int apps() {
            return apps;
        }

        Seat best() {
            return seats.element();
        }
    }

    Seats(Spread spread) {
        withRoom = new PriorityQueue<>(spread instanceof Spread.Hosts ? HOSTS_FIRST : ZONES_FIRST);
    }

    /** Counts apps that the formation has in a zone already; before the first app is dealt. */
    void count(String zone, int apps) {
        zone(zone).apps += apps;
    }

    /** Adds a feasible host server; before the first app is dealt. */
    void add(String zone, int apps, int rank, HostRoom room) {
        zone(zone).seats.add(new Seat(apps, rank, room));
    }

    /** Opens the deal: all host servers are there. */
    void open() {
        zones.values().stream().filter(zone -> !zone.seats.isEmpty()).forEach(withRoom::add);
    }

    /**
     * What the first host server that can take an app makes of it; empty when none can. One that can't drops out: all
     * apps of a request need the same, so it has no room for the next one either.
     */
    <T> Optional<T> next(Function<HostRoom, Optional<T>> take) {
        for (Zone zone = withRoom.poll(); zone != null; zone = withRoom.poll()) {
            Seat seat = zone.seats.remove();
            Optional<T> taken = take.apply(seat.room());
            if (taken.isPresent()) {
                zone.apps++;
                zone.seats.add(seat.withOneMore());
            }
            if (!zone.seats.isEmpty()) {
                withRoom.add(zone);
            }
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    private Zone zone(String name) {
        return zones.computeIfAbsent(name, absent -> new Zone());
    }
}
