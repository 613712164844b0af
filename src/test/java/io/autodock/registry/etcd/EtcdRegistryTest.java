package io.autodock.registry.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.container.PinnedImage;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.Keys;
import io.autodock.etcd.RealEtcd;
import io.autodock.etcd.Transaction;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.Trigger;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdRegistryTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "test");

    @AfterEach
    void endLease() {
        lease.close();
    }

    @Test
    void publishesTheOriginalsFormAndKeepsOthersKeys() {
        FormationId id = FormationId.of("cholcomb", "owncloud");
        store.put("/cholcomb/owncloud", "[{\"hostname\":\"clweb001\",\"rack\":\"r7\",\"ram\":1}]");
        App app = App.placed(
                        "clweb001",
                        "dldocker01",
                        List.of(new PublishedPort("", 8080, 80, Protocol.TCP)),
                        OptionalInt.of(9023))
                .running("abc")
                .bootstrapped();
        registry.publish(claim(id), record(id, List.of(app)));
        assertEquals(
                "[{\"hostname\":\"clweb001\",\"rack\":\"r7\",\"ram\":100,\"cpu-shares\":102,\"port\":8080,"
                        + "\"host-server\":\"dldocker01\",\"mounts\":[\"/srv/data:/data:rw\"],\"container-id\":\"abc\","
                        + "\"ssh-port\":9023,\"ports\":[\"8080:80\"],\"image\":\"sshd:1\",\"digest\":\"sshd@sha256:1\","
                        + "\"state\":\"bootstrapped\"}]",
                registry.published(id).orElseThrow());
    }

    @Test
    void readsBackWhatItKeeps() {
        FormationId id = FormationId.of("cholcomb", "kept");
        FormationRecord record = record(id, List.of(App.placed("a001", "H1", List.of(), OptionalInt.of(9023))));
        registry.keep(claim(id), record);
        FormationRecord read = registry.find(id).orElseThrow();
        assertEquals(record.spec(), read.spec());
        assertEquals(record.apps(), read.apps());
        assertEquals(record.image(), read.image());
    }

    @Test
    void aLostClaimWritesNothing() {
        FormationId id = FormationId.of("cholcomb", "lost");
        Claim claim = claim(id);
        store.commit(new Transaction().delete(Keys.claim(claim.request().value())));
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> registry.keep(claim, record(id, List.of())));
        assertEquals(ProblemCode.UNAVAILABLE, refusal.code());
        assertTrue(registry.find(id).isEmpty());
    }

    @Test
    void manyDecisionsAtOnceLoseNothing() {
        List<EtcdRegistry> instances = List.of(new EtcdRegistry(store), new EtcdRegistry(store));
        List<CompletableFuture<Void>> all = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    FormationId id = FormationId.of("race", "f" + number);
                    instances.get(number % 2).reserve(claim(id), "race", books -> next(books, id));
                }))
                .toList();
        all.forEach(CompletableFuture::join);
        HostBook book = registry.books("race").host("RACE");
        assertEquals(40, book.bookings().size());
        assertEquals(40, book.ports().map(PublishedPort::hostPort).distinct().count());
        assertEquals(40, registry.books("race").names().hostnames().size());
    }

    @Test
    void aFormationOverMoreHostsThanOneTransactionHoldsIsBookedWhole() {
        FormationId id = FormationId.of("wide", "f");
        Claim claim = claim(id);
        registry.reserve(claim, "wide", books -> wide(id, books));
        assertEquals(
                300,
                registry.hostBooks().values().stream()
                        .filter(book -> book.hostServer().startsWith("W"))
                        .count());
        registry.release(claim, record(id, List.of()), books -> released(books));
        assertEquals(
                0,
                registry.hostBooks().values().stream()
                        .filter(book -> book.hostServer().startsWith("W"))
                        .count());
        assertTrue(registry.find(id).isEmpty());
    }

    private static BookEntry next(Books books, FormationId id) {
        int number = books.host("RACE").bookings().size() + 1;
        String hostname = new HostnameScheme("race").hostname(number);
        Booking booking = booking(hostname, id, 9022 + number);
        return new BookEntry(
                Optional.empty(),
                Optional.of(books.names().with(List.of(hostname), id)),
                List.of(books.host("RACE").with(List.of(booking))),
                Optional.empty());
    }

    private static BookEntry wide(FormationId id, Books books) {
        List<HostBook> hosts = new ArrayList<>();
        List<App> apps = new ArrayList<>();
        for (int number = 1; number <= 300; number++) {
            String host = "W" + number;
            String hostname = new HostnameScheme("wide").hostname(number);
            hosts.add(books.host(host).with(List.of(booking(hostname, id, 9023))));
            apps.add(App.placed(hostname, host, List.of(), OptionalInt.of(9023)));
        }
        return new BookEntry(
                Optional.of(record(id, apps)),
                Optional.of(books.names().with(apps.stream().map(App::hostname).toList(), id)),
                hosts,
                Optional.empty());
    }

    private static BookEntry released(Books books) {
        return new BookEntry(
                Optional.empty(),
                Optional.of(books.names()),
                books.hosts().values().stream()
                        .filter(book -> book.hostServer().startsWith("W"))
                        .map(book -> book.without(book.bookings().keySet()))
                        .toList(),
                Optional.empty());
    }

    private static Booking booking(String hostname, FormationId id, int port) {
        return new Booking(
                hostname,
                id,
                "r",
                100,
                100,
                List.of(new PublishedPort("", port, 22, Protocol.TCP)),
                BookingState.RESERVED);
    }

    private Claim claim(FormationId id) {
        Instant now = Instant.now();
        Request request = Request.accepted(
                RequestId.fresh(now), Operation.CREATE, Optional.of(id), Trigger.HTTP, "test", "", now);
        log.accept(request, Optional.empty());
        return log.claim(request).orElseThrow();
    }

    private static FormationRecord record(FormationId id, List<App> apps) {
        Spec spec = new Spec(
                1,
                ImageReference.parse("sshd:1"),
                new CpuShares(102),
                new Ram(100),
                new HostnameScheme("wide"),
                List.of(),
                List.of(new Volume.HostDirectory("/srv/data", "/data", false)),
                Optional.empty(),
                BootstrapMode.CRON,
                false);
        return new FormationRecord(
                id, spec, new PinnedImage("sshd:1", "sshd@sha256:1", true), 1, "r", FormationState.CREATING, apps);
    }
}
