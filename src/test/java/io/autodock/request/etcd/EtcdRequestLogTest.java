package io.autodock.request.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog.IdempotencyKey;
import io.autodock.request.RequestState;
import io.autodock.request.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdRequestLogTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private final EtcdStore store = ETCD.store();
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final InstanceLease otherLease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "one");
    private final EtcdRequestLog other = new EtcdRequestLog(store, otherLease, "two");

    @AfterEach
    void endLeases() {
        lease.close();
        otherLease.close();
    }

    @Test
    void theSameKeyIsTheFirstOnesRequest() {
        IdempotencyKey key = new IdempotencyKey("user-a", "id 1", "body");
        Acceptance first = log.accept(request("f1"), Optional.of(key));
        Acceptance second = other.accept(request("f1"), Optional.of(key));
        assertFalse(first.repeated());
        assertTrue(second.repeated());
        assertEquals(first.request().id(), second.request().id());
    }

    @Test
    void fiftyDeliveriesOfOneKeyAtOnceAreOneRequest() {
        IdempotencyKey key = new IdempotencyKey("user-a", "id fifty", "body");
        List<CompletableFuture<Acceptance>> all = IntStream.range(0, 50)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> log.accept(request("fifty"), Optional.of(key))))
                .toList();
        assertEquals(
                1, all.stream().map(one -> one.join().request().id()).distinct().count());
        assertEquals(1, all.stream().filter(one -> !one.join().repeated()).count());
    }

    @Test
    void aKeyWithAnotherBodyIsAConflict() {
        log.accept(request("f2"), Optional.of(new IdempotencyKey("user-a", "id 2", "body")));
        AutodockException refusal = assertThrows(
                AutodockException.class,
                () -> log.accept(request("f2"), Optional.of(new IdempotencyKey("user-a", "id 2", "another"))));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
    }

    @Test
    void aRequestIsClaimedOnce() {
        Request request = log.accept(request("f3"), Optional.empty()).request();
        assertTrue(log.claim(request).isPresent());
        assertTrue(other.claim(request).isEmpty());
    }

    @Test
    void twoRequestsOfOneFormationWaitForEachOther() {
        Request first = log.accept(request("f4"), Optional.empty()).request();
        Request second = log.accept(request("f4"), Optional.empty()).request();
        Claim claim = log.claim(first).orElseThrow();
        assertTrue(other.claim(second).isEmpty());
        log.end(claim, first.done(Instant.now(), "done"));
        assertTrue(other.claim(second).isPresent());
    }

    @Test
    void anEndedRequestIsNoLongerPendingAndKeepsItsEnd() {
        Request request = log.accept(request("f5"), Optional.empty()).request();
        Claim claim = log.claim(request).orElseThrow();
        assertTrue(log.pending().contains(request.id()));
        log.end(claim, request.failed(Instant.now(), ProblemCode.FAILED, "no"));
        assertFalse(log.pending().contains(request.id()));
        Request read = log.find(request.id()).orElseThrow();
        assertEquals(RequestState.FAILED, read.state());
        assertEquals("no", read.sentence());
        assertThrows(AutodockException.class, () -> log.progress(claim, request));
    }

    @Test
    void whatIsReleasedIsClaimedAgain() {
        Request request = log.accept(request("f6"), Optional.empty()).request();
        log.release(log.claim(request).orElseThrow());
        assertTrue(other.claim(request).isPresent());
    }

    @Test
    void ofTwoEditsTheSecondIsToldBothUntilTheFirstHasEnded() {
        Request first = edit("f7", "{\"number\":2}");
        log.accept(first, Optional.empty());
        AutodockException told = assertThrows(
                AutodockException.class, () -> other.accept(edit("f7", "{\"number\":3}"), Optional.empty()));
        assertEquals(ProblemCode.CONFLICT, told.code());
        assertEquals(
                "formation a/f7 is being edited: request " + first.id() + " asks for {\"number\":2}, this one for"
                        + " {\"number\":3}; send it again when that one has ended",
                told.sentence());
        log.accept(edit("f8", "{\"number\":3}"), Optional.empty());
        log.end(log.claim(first).orElseThrow(), first.done(Instant.now(), "done"));
        assertFalse(other.accept(edit("f7", "{\"number\":3}"), Optional.empty()).repeated());
    }

    @Test
    void theSameDeliveryOfAnEditIsNoSecondEdit() {
        IdempotencyKey key = new IdempotencyKey("user-a", "id edit", "body");
        Request first = edit("f9", "{\"number\":2}");
        log.accept(first, Optional.of(key));
        Acceptance again = other.accept(edit("f9", "{\"number\":2}"), Optional.of(key));
        assertTrue(again.repeated());
        assertEquals(first.id(), again.request().id());
    }

    @Test
    void whatNobodyHasBegunIsEndedAtOnceAndWhatIsUnderWayIsMarked() {
        Request waiting = log.accept(request("f10"), Optional.empty()).request();
        assertTrue(other.endUnbegun(waiting.failed(Instant.now(), ProblemCode.FAILED, "cancelled")));
        assertEquals(RequestState.FAILED, log.find(waiting.id()).orElseThrow().state());
        assertTrue(log.claim(waiting).isEmpty());
        assertThrows(AutodockException.class, () -> log.cancel(waiting.id(), "ops"));

        Request underWay = log.accept(request("f10"), Optional.empty()).request();
        Claim claim = log.claim(underWay).orElseThrow();
        assertFalse(other.endUnbegun(underWay.failed(Instant.now(), ProblemCode.FAILED, "cancelled")));
        assertEquals(Optional.empty(), log.cancelledBy(underWay.id()));
        other.cancel(underWay.id(), "ops");
        assertEquals(Optional.of("ops"), log.cancelledBy(underWay.id()));
        log.release(claim);
        assertFalse(other.endUnbegun(underWay.failed(Instant.now(), ProblemCode.FAILED, "it may have made something")));
        log.end(log.claim(underWay).orElseThrow(), underWay.done(Instant.now(), "done"));
        assertEquals(Optional.empty(), log.cancelledBy(underWay.id()));
    }

    private static Request request(String formation) {
        return request(Operation.CREATE, formation, "");
    }

    private static Request edit(String formation, String change) {
        return request(Operation.EDIT, formation, change);
    }

    private static Request request(Operation operation, String formation, String spec) {
        Instant now = Instant.now();
        return Request.accepted(
                RequestId.fresh(now),
                operation,
                Optional.of(FormationId.of("a", formation)),
                Trigger.HTTP,
                "test",
                spec,
                now);
    }
}
