package io.autodock.verify;

import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.verify.Repair.Nothing;
import io.autodock.verify.Repair.Rebuild;
import io.autodock.verify.Repair.Remove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what etcd says with what the engines tell, and says of each difference what mends it. Unknown is not absent: of
 * a host server whose engine is silent nothing is mended, unless it is declared lost. A formation that a request is working
 * on is left alone.
 */
public final class Comparison {

    private final Recorded recorded;
    private final Map<String, HostListing> listings;

    /** A comparison of what is recorded with these listings. */
    public Comparison(Recorded recorded, List<HostListing> listings) {
        this.recorded = recorded;
        this.listings = listings.stream().collect(Collectors.toMap(HostListing::hostServer, listing -> listing));
    }

    /** Every difference with what mends it, in order of what it is about. */
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        recorded.unlisted().forEach(host -> found.add(unlisted(host)));
        listings.values().forEach(listing -> listing.unknown().ifPresent(why -> found.add(unknown(listing, why))));
        complete().forEach(record -> found.addAll(formation(record)));
        listings.values().forEach(listing -> found.addAll(unrecorded(listing)));
        return found.stream().sorted().toList();
    }

    private Stream<FormationRecord> complete() {
        return recorded.records().stream().filter(record -> record.state() == FormationState.COMPLETE);
    }

    private static Finding unlisted(String host) {
        return new Finding(
                new Drift(Drift.Kind.HOST_UNLISTED, host, "its name is missing from docker_cluster"),
                Optional.empty(),
                host,
                new Repair.PutBackHost());
    }

    private Finding unknown(HostListing listing, String why) {
        String host = listing.hostServer();
        String what = recorded.lost().containsKey(host)
                ? "it is lost: " + recorded.lost().get(host).reason()
                : why + "; its apps are unknown, not absent";
        return new Finding(new Drift(Drift.Kind.HOST_UNKNOWN, host, what), Optional.empty(), host, new Nothing(""));
    }

    private List<Finding> formation(FormationRecord record) {
        List<Finding> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (App app : record.apps()) {
            if (seen.add(app.hostname())) {
                app(record, app).ifPresent(found::add);
            } else {
                found.add(new Finding(
                        new Drift(
                                Drift.Kind.APP_TWICE,
                                app.hostname(),
                                "it stands twice in the record of " + record.id()),
                        Optional.of(record.id()),
                        app.hostServer(),
                        new Repair.DropSecond()));
            }
        }
        if (recorded.misread().contains(record.id())) {
            found.add(new Finding(
                    new Drift(
                            Drift.Kind.KEY_DIFFERS,
                            record.id().toString(),
                            "somebody else has changed /" + record.id() + " in etcd"),
                    Optional.of(record.id()),
                    "",
                    new Repair.Publish()));
        }
        return found;
    }

    private Optional<Finding> app(FormationRecord record, App app) {
        HostListing listing = listings.get(app.hostServer());
        if (listing == null) {
            return recorded.unlisted().contains(app.hostServer())
                    ? Optional.empty()
                    : Optional.of(finding(
                            record,
                            app,
                            Drift.Kind.APP_GONE,
                            "its host server " + app.hostServer() + " is not in the docker cluster",
                            new Nothing("")));
        }
        if (listing.unknown().isPresent()) {
            return recorded.lost().containsKey(app.hostServer()) ? Optional.of(lost(record, app)) : Optional.empty();
        }
        ContainerView container = listing.containers().get(app.hostname());
        return container == null
                ? Optional.of(finding(
                        record,
                        app,
                        Drift.Kind.APP_GONE,
                        "no container on " + app.hostServer(),
                        new Rebuild(app.generation())))
                : new AppCheck(record, app, container, listing.processes().get(container.id())).finding();
    }

    private static Finding lost(FormationRecord record, App app) {
        boolean moves = record.spec().onHostLoss() == OnHostLoss.MOVE;
        return finding(
                record,
                app,
                Drift.Kind.APP_HOST_LOST,
                "its host server " + app.hostServer() + " is lost",
                moves ? new Repair.Move() : new Nothing("it waits for it"));
    }

    private static Finding finding(FormationRecord record, App app, Drift.Kind kind, String what, Repair repair) {
        return new Finding(new Drift(kind, app.hostname(), what), Optional.of(record.id()), app.hostServer(), repair);
    }

    private List<Finding> unrecorded(HostListing listing) {
        Map<String, String> homes = homes();
        List<Finding> found = new ArrayList<>();
        listing.containers().forEach((name, container) -> {
            if (isLeftover(listing.hostServer(), name)) {
                found.add(left(listing, name, container));
            } else if (!listing.hostServer().equals(homes.get(name))) {
                found.add(unrecorded(listing, name, container));
            }
        });
        return found;
    }

    private static Finding left(HostListing listing, String name, ContainerView container) {
        String what = "its old container on " + listing.hostServer() + " is still "
                + container.state().word();
        return new Finding(
                new Drift(Drift.Kind.CONTAINER_LEFT, name, what),
                container.origin().map(Origin::formation),
                listing.hostServer(),
                new Nothing(""));
    }

    private Finding unrecorded(HostListing listing, String name, ContainerView container) {
        Optional<FormationId> formation = container.origin().map(Origin::formation);
        String whose = formation.map(id -> " of " + id).orElse("");
        return new Finding(
                new Drift(
                        Drift.Kind.CONTAINER_UNRECORDED,
                        name,
                        "a container" + whose + " on " + listing.hostServer() + " that no formation has there"),
                formation,
                listing.hostServer(),
                removal(listing, name, container));
    }

    /** Only what was made by a request that has ended goes. */
    private Repair removal(HostListing listing, String name, ContainerView container) {
        if (container.origin().isEmpty()) {
            return new Nothing("left alone: its labels are not whole");
        }
        Origin origin = container.origin().get();
        if (isRecorded(container)) {
            return new Nothing(
                    "left alone: it is the one that is recorded elsewhere, seen through another host server");
        }
        if (recorded.atWork().contains(origin.request())) {
            return new Nothing("left alone: request " + origin.request() + " is under way");
        }
        return new Remove(listing.hostServer(), origin.hostname(), OptionalInt.of(origin.generation()), name);
    }

    /** Two names of one host server show the same containers. */
    private boolean isRecorded(ContainerView container) {
        return recorded.records().stream()
                .flatMap(record -> record.apps().stream())
                .anyMatch(app -> app.containerId().equals(container.id()));
    }

    private boolean isLeftover(String hostServer, String hostname) {
        HostBook book = recorded.books().get(hostServer);
        Booking booking = book == null ? null : book.bookings().get(hostname);
        return booking != null && booking.state() == BookingState.LEFTOVER;
    }

    /** Host server by hostname, of every recorded app, also of formations that are being worked on. */
    private Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        recorded.records().forEach(record -> record.apps().forEach(app -> homes.put(app.hostname(), app.hostServer())));
        return homes;
    }
}
