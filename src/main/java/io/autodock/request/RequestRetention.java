package io.autodock.request;

import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long ended requests are kept. A timer's verification that found nothing is of no interest after an hour; everything
 * else stays as long as its sender may still repeat it.
 */
public final class RequestRetention {

    private static final Logger LOG = LoggerFactory.getLogger(RequestRetention.class);
    private static final Duration UNEVENTFUL = Duration.ofHours(1);

    private final RequestLog log;
    private final Duration kept;
    private final Clock clock;

    /** @param kept how long an ended request is kept */
    public RequestRetention(RequestLog log, Duration kept, Clock clock) {
        this.log = log;
        this.kept = kept;
        this.clock = clock;
    }

    /** Forgets what has been kept long enough; safe to repeat, on however many instances. */
    public void forget() {
        Instant now = clock.instant();
        try {
            log.forget(request -> mayGo(request, now));
        } catch (AutodockException later) {
            LOG.warn("Old requests are kept for now: {}", later.sentence());
        }
    }

    private boolean mayGo(Request request, Instant now) {
        boolean uneventful = request.operation() == Operation.VERIFY
                && request.trigger() == Trigger.TIMER
                && request.problem().isEmpty()
                && request.report().isEmpty();
        Duration limit = uneventful ? UNEVENTFUL : kept;
        return request.ended().filter(end -> end.plus(limit).isBefore(now)).isPresent();
    }
}
