package io.autodock.step;

import io.autodock.access.Caller;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timer's way to the request desk: one verification for each period, on however many instances. */
public final class VerifyTimer {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyTimer.class);

    private final RequestDesk desk;
    private final Duration period;
    private final Clock clock;

    /** A timer that asks that often. */
    public VerifyTimer(RequestDesk desk, Duration period, Clock clock) {
        this.desk = desk;
        this.period = period;
        this.clock = clock;
    }

    /** Asks for a verification of everything, unless this period's has been asked for. */
    public void ask() {
        long number = clock.millis() / Math.max(1, period.toMillis());
        Order everything =
                new Order(Operation.VERIFY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        try {
            desk.submit(new Submission(
                    Caller.operator("timer"), Trigger.TIMER, everything, Optional.of("period " + number)));
        } catch (AutodockException later) {
            LOG.warn("This period's verification is left out: {}", later.sentence());
        }
    }
}
