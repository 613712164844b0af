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

    private static Request request(String formation) {
        Instant now = Instant.now();
        return Request.accepted(
                RequestId.fresh(now),
                Operation.CREATE,
                Optional.of(FormationId.of("a", formation)),
                Trigger.HTTP,
                "test",
                "",
                now);
    }
}
