package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.HostBook;
import io.autodock.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Clears what an engine would not let go of, or could not be asked about, once it answers again. */
public final class LeftoverStep {

    private final Registry registry;
    private final HostDirectory directory;

    /** The step on those books. */
    public LeftoverStep(Registry registry, HostDirectory directory) {
        this.registry = registry;
        this.directory = directory;
    }

    /** Containers whose removal no engine has confirmed yet. */
    public List<RemoveOrder> orders() {
        Map<String, HostBook> books = registry.hostBooks();
        if (books.values().stream().noneMatch(LeftoverStep::hasLeftovers)) {
            return List.of();
        }
        List<HostServer> cluster = directory.list();
        return books.values().stream()
                .flatMap(book -> Hosts.member(cluster, book.hostServer())
                        .map(host -> orders(host, book))
                        .orElse(Stream.empty()))
                .toList();
    }

    private static Stream<RemoveOrder> orders(HostServer host, HostBook book) {
        return leftovers(book).stream()
                .map(booking -> new RemoveOrder(host, booking.hostname(), booking.formation(), false));
    }

    private static boolean hasLeftovers(HostBook book) {
        return !leftovers(book).isEmpty();
    }

    private static List<Booking> leftovers(HostBook book) {
        return book.bookings().values().stream()
                .filter(booking -> booking.state() == BookingState.LEFTOVER)
                .toList();
    }

    /** Gives back what a leftover held, when its engine has confirmed that it is gone. */
    public void settle(RemoveOrder order, RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.Removed) {
            registry.clearLeftover(order.host().name(), order.hostname());
        }
    }
}
