package io.autodock.verify;

import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.formation.App;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what is recorded with what the engines list. Drift is judged against our own words: the hash in the label and
 * the limits asked for. A formation that a request is working on is left alone.
 */
public final class Comparison {

    private final List<FormationRecord> records;
    private final Map<String, HostBook> books;
    private final Map<String, HostListing> listings;

    /**
     * What one host server's engine listed.
     *
     * @param containers those with our labels, by name; empty where the engine is unknown
     * @param unknown why nothing is known of it
     */
    public record HostListing(String hostServer, Map<String, ContainerView> containers, Optional<String> unknown) {
        public HostListing {
            containers = Map.copyOf(containers);
        }
    }

    /** A comparison of records and books with these listings. */
    public Comparison(List<FormationRecord> records, Map<String, HostBook> books, List<HostListing> listings) {
        this.records = List.copyOf(records);
        this.books = Map.copyOf(books);
        this.listings = listings.stream().collect(Collectors.toMap(HostListing::hostServer, listing -> listing));
    }

    /** Every difference, in order of what it is about. */
    public List<Drift> drifts() {
        List<Drift> found = new ArrayList<>();
        listings.values().forEach(listing -> listing.unknown()
                .ifPresent(why -> found.add(new Drift(
                        Drift.Kind.HOST_UNKNOWN, listing.hostServer(), why + "; its apps are unknown, not absent"))));
        records.stream()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .forEach(record -> record.apps().forEach(app -> app(record, app).ifPresent(found::add)));
        listings.values().forEach(listing -> found.addAll(unrecorded(listing)));
        return found.stream().sorted().toList();
    }

    private Optional<Drift> app(FormationRecord record, App app) {
        HostListing listing = listings.get(app.hostServer());
        if (listing == null) {
            return Optional.of(new Drift(
                    Drift.Kind.APP_GONE,
                    app.hostname(),
                    "its host server " + app.hostServer() + " is not in the docker cluster"));
        }
        if (listing.unknown().isPresent()) {
            return Optional.empty();
        }
        ContainerView container = listing.containers().get(app.hostname());
        return container == null
                ? Optional.of(new Drift(Drift.Kind.APP_GONE, app.hostname(), "no container on " + app.hostServer()))
                : container(record, app, container);
    }

    private static Optional<Drift> container(FormationRecord record, App app, ContainerView container) {
        if (container.state() != ContainerView.State.RUNNING) {
            return Optional.of(new Drift(
                    Drift.Kind.APP_NOT_RUNNING,
                    app.hostname(),
                    "its container on " + app.hostServer() + " is "
                            + container.state().word()));
        }
        String expected = record.spec().containerHash();
        return container
                .origin()
                .filter(origin -> !origin.specHash().equals(expected))
                .map(origin -> new Drift(
                        Drift.Kind.APP_DIFFERS,
                        app.hostname(),
                        "its container on " + app.hostServer() + " was made from another spec"));
    }

    private List<Drift> unrecorded(HostListing listing) {
        Map<String, String> homes = homes();
        List<Drift> found = new ArrayList<>();
        listing.containers().forEach((name, container) -> {
            if (isLeftover(listing.hostServer(), name)) {
                found.add(new Drift(
                        Drift.Kind.CONTAINER_LEFT,
                        name,
                        "its old container on " + listing.hostServer() + " is still "
                                + container.state().word()));
            } else if (!listing.hostServer().equals(homes.get(name))) {
                String whose = container
                        .origin()
                        .map(Origin::formation)
                        .map(id -> " of " + id)
                        .orElse("");
                found.add(new Drift(
                        Drift.Kind.CONTAINER_UNRECORDED,
                        name,
                        "a container" + whose + " on " + listing.hostServer() + " that no formation has there"));
            }
        });
        return found;
    }

    private boolean isLeftover(String hostServer, String hostname) {
        HostBook book = books.get(hostServer);
        Booking booking = book == null ? null : book.bookings().get(hostname);
        return booking != null && booking.state() == BookingState.LEFTOVER;
    }

    /** Host server by hostname, of every recorded app, also of formations that are being worked on. */
    private Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        records.forEach(record -> record.apps().forEach(app -> homes.put(app.hostname(), app.hostServer())));
        return homes;
    }
}
