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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Clears what an engine would not let go of, or could not be asked about, once it answers again. */
public final class LeftoverStep {

    private final Registry registry;
    private final HostDirectory directory;
    private final BooleanSupplier dropped;

    /** @param dropped whether every balancer has dropped what it was to drop */
    public LeftoverStep(Registry registry, HostDirectory directory, BooleanSupplier dropped) {
        this.registry = registry;
        this.directory = directory;
        this.dropped = dropped;
    }

    /** Containers whose removal no engine has confirmed yet. */
    public List<RemoveOrder> orders() {
        Map<String, HostBook> books = registry.hostBooks();
        if (books.values().stream().noneMatch(LeftoverStep::hasLeftovers)) {
            return List.of();
        }
        List<HostServer> cluster = directory.known();
        return books.values().stream()
                .flatMap(book -> Hosts.member(cluster, book.hostServer())
                        .map(host -> orders(host, book))
                        .orElse(Stream.empty()))
                .toList();
    }

    private static Stream<RemoveOrder> orders(HostServer host, HostBook book) {
        return leftovers(book).stream()
                .map(booking ->
                        new RemoveOrder(host, booking.hostname(), booking.formation(), false, generation(booking)));
    }

    /** A later container of that name is not what was left over. */
    private static OptionalInt generation(Booking booking) {
        return booking.generation() == 0 ? OptionalInt.empty() : OptionalInt.of(booking.generation());
    }

    /** What is left of the formation that a work is about. */
    public List<RemoveOrder> ordersOf(Work work) {
        return orders().stream()
                .filter(order -> order.formation().equals(work.formation()))
                .toList();
    }

    /** What could still not be removed, in sentences. */
    public List<String> left(List<RemoveOutcome> outcomes) {
        return outcomes.stream()
                .map(LeftoverStep::sentence)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private static Optional<String> sentence(RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.StillThere there) {
            return Optional.of(there.sentence());
        }
        return outcome instanceof RemoveOutcome.Unknown unknown ? Optional.of(unknown.sentence()) : Optional.empty();
    }

    private static boolean hasLeftovers(HostBook book) {
        return !leftovers(book).isEmpty();
    }

    private static List<Booking> leftovers(HostBook book) {
        return book.bookings().values().stream()
                .filter(booking -> booking.state() == BookingState.LEFTOVER)
                .toList();
    }

    /** Whether it is still a leftover: meanwhile another instance may have removed it, and a new app have its place. */
    public boolean isStillLeft(RemoveOrder order) {
        HostBook book = registry.hostBooks().get(order.host().name());
        return book != null
                && leftovers(book).stream()
                        .anyMatch(booking -> booking.hostname().equals(order.hostname()));
    }

    /** Gives back what a leftover held, when its engine has confirmed that it is gone and no balancer leads there. */
    public void settle(RemoveOrder order, RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.Removed && dropped.getAsBoolean()) {
            registry.clearLeftover(order.host().name(), order.hostname());
        }
    }
}
