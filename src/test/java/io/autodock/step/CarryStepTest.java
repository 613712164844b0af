package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left to a later try, and for how long. */
class CarryStepTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private final AutodockException away = AutodockException.of(ProblemCode.UNAVAILABLE, "salt-api does not answer");

    private final InstanceLease lease = new InstanceLease(ETCD.store(), Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(ETCD.store(), lease, "test");
    private final SetClock clock = new SetClock();
    private final CarryStep step = new CarryStep(log, new LiveRequests(), event -> {}, clock, PATIENCE);
    private final Work work = claimed();

    private Work claimed() {
        Request request = Works.request(Works.F1);
        log.accept(request, Optional.empty());
        return Works.work(request, log.claim(request).orElseThrow(), Works.spec(1, "cron"), "H1");
    }

    @AfterEach
    void end() {
        step.failed(work, away);
        lease.close();
    }

    @Test
    void whatDoesNotAnswerIsAskedAgainForSoLongAndNoLonger() {
        assertTrue(step.isForLater(work, away));
        clock.pass(PATIENCE.minusSeconds(1));
        assertTrue(step.isForLater(work, away));
        clock.pass(Duration.ofSeconds(1));
        assertFalse(step.isForLater(work, away));
    }

    @Test
    void whatFailsForGoodIsNot() {
        assertFalse(step.isForLater(work, AutodockException.of(ProblemCode.FAILED, "no host has room")));
        assertFalse(step.isForLater(work, new IllegalStateException("a bug")));
    }

    /** As Camel wraps what the expression of a step throws. */
    @Test
    void whatIsWrappedIsWhatItWas() {
        assertTrue(step.isForLater(work, new IllegalStateException("Failed to invoke method", away)));
        step.noteCause(work, new IllegalStateException("Failed to invoke method", away));
        assertEquals("salt-api does not answer", work.request().sentence());
        assertEquals(Optional.of(ProblemCode.UNAVAILABLE), work.request().problem());
    }

    /** Its undo may still wait for what is silent. */
    @Test
    void whatHasBegunToFailGoesOnFailing() {
        step.noteCause(work, away);
        assertFalse(step.isForLater(work, away));
        assertTrue(step.mayWait(work, away));
    }
}
