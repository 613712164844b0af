package io.autodock.failover;

import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.App;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.HostBook;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which containers of a host server that comes back must go: those whose app lives elsewhere by now, or in a later
 * container, and those that were left over. What no record knows at all is left to verify; volumes stay. Pure.
 */
public final class StaleContainers {

    private final List<FormationRecord> records;

    /** @param records of all formations, as they stand */
    public StaleContainers(List<FormationRecord> records) {
        this.records = List.copyOf(records);
    }

    /** The orders that take them away, and only them. */
    public List<RemoveOrder> on(HostServer host, HostBook book, List<ContainerView> containers) {
        return containers.stream()
                .flatMap(container -> container.origin().stream()
                        .filter(origin -> isLeftover(book, origin) || livesElsewhere(host, origin))
                        .map(origin -> order(host, container, origin)))
                .toList();
    }

    private static RemoveOrder order(HostServer host, ContainerView container, Origin origin) {
        return new RemoveOrder(
                host,
                origin.hostname(),
                origin.formation(),
                false,
                OptionalInt.of(origin.generation()),
                container.name());
    }

    private static boolean isLeftover(HostBook book, Origin origin) {
        Booking booking = book.bookings().get(origin.hostname());
        return booking != null
                && booking.state() == BookingState.LEFTOVER
                && booking.formation().equals(origin.formation());
    }

    private boolean livesElsewhere(HostServer host, Origin origin) {
        return app(origin)
                .filter(app -> !app.hostServer().equals(host.name()) || app.generation() > origin.generation())
                .isPresent();
    }

    private Optional<App> app(Origin origin) {
        return records.stream()
                .filter(record -> record.id().equals(origin.formation()))
                .flatMap(record -> record.apps().stream())
                .flatMap(app -> app.hostname().equals(origin.hostname()) ? Stream.of(app) : Stream.empty())
                .findFirst();
    }
}
