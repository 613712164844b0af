package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.etcd.EtcdHostDirectory;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.FormationId;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.HostBook;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an engine has not let go of, from its mark in the books until it is swept away. */
class LeftoverStepTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final HostServer H1 =
            new HostServer("H1", "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), "H1", Map.of(), true);

    /** One for each test, as a request that has not ended keeps its formation to itself. */
    private final FormationId formation = FormationId.of("team1", "left-" + System.nanoTime());

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "test");
    private final EtcdHostDirectory directory = new EtcdHostDirectory(store);
    private final LeftoverStep step = new LeftoverStep(registry, directory, () -> true);
    private Claim claim;

    @BeforeEach
    void bookWhatIsLeft() {
        if (directory.list().stream().noneMatch(H1::equals)) {
            directory.add(H1);
        }
        Request request = Works.request(formation);
        log.accept(request, Optional.empty());
        claim = log.claim(request).orElseThrow();
        book(BookingState.LEFTOVER);
    }

    @AfterEach
    void endLease() {
        log.release(claim);
        lease.close();
    }

    @Test
    void whatIsLeftIsSweptAndItsPlaceGivenBack() {
        RemoveOrder order = onlyOrder();
        assertTrue(order.host().equals(H1) && order.hostname().equals("left001") && !order.removeVolumes());
        assertTrue(step.isStillLeft(order));
        step.settle(order, new RemoveOutcome.Removed("left001"));
        assertEquals(List.of(), step.orders());
        assertFalse(step.isStillLeft(order));
    }

    @Test
    void whatNoEngineHasConfirmedStaysBooked() {
        RemoveOrder order = onlyOrder();
        step.settle(order, new RemoveOutcome.Unknown("left001", "H1 is silent"));
        step.settle(order, new RemoveOutcome.StillThere("left001", "H1 has it in state removing"));
        assertTrue(step.isStillLeft(order));
    }

    @Test
    void anAppThatHasThePlaceMeanwhileIsNotMeant() {
        RemoveOrder order = onlyOrder();
        book(BookingState.RESERVED);
        assertFalse(step.isStillLeft(order));
        book(BookingState.RUNNING);
        assertFalse(step.isStillLeft(order));
        step.settle(order, new RemoveOutcome.Removed("left001"));
        assertTrue(Objects.requireNonNull(registry.hostBooks().get("H1"))
                .bookings()
                .containsKey("left001"));
    }

    private RemoveOrder onlyOrder() {
        List<RemoveOrder> orders = step.orders();
        assertEquals(1, orders.size(), orders.toString());
        return orders.get(0);
    }

    private void book(BookingState state) {
        Booking booking = new Booking("left001", formation, claim.request().value(), 100, 100, List.of(), state);
        registry.reserve(claim, "left", books -> entry(books, booking));
    }

    private static BookEntry entry(Books books, Booking booking) {
        HostBook book = books.host("H1").with(List.of(booking));
        return new BookEntry(Optional.empty(), Optional.empty(), List.of(book), Optional.empty());
    }
}
