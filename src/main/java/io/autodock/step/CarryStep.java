package io.autodock.step;

import io.autodock.announce.Announcer;
import io.autodock.announce.RequestEvent;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a request: done, failed with its first cause, or given up for a later try. And tells of each of its states. */
public final class CarryStep {

    private static final Logger LOG = LoggerFactory.getLogger(CarryStep.class);

    private final RequestLog log;
    private final LiveRequests live;
    private final Announcer announcer;
    private final Clock clock;
    private final Duration patience;
    private final Map<RequestId, Instant> waitingSince = new ConcurrentHashMap<>();

    /** @param patience how long a request may wait for what does not answer */
    public CarryStep(RequestLog log, LiveRequests live, Announcer announcer, Clock clock, Duration patience) {
        this.log = log;
        this.live = live;
        this.announcer = announcer;
        this.clock = clock;
        this.patience = patience;
    }

    /** Ends the request as carried out. */
    public void done(Work work, String outcome) {
        end(work, work.request().done(clock.instant(), outcome));
    }

    /** Ends the request as failed; what it made is gone by then. */
    public void failed(Work work, Exception cause) {
        AutodockException first = asAutodock(cause, work);
        end(work, work.request().failed(clock.instant(), first.code(), first.sentence()));
    }

    private static AutodockException asAutodock(Exception cause, Work work) {
        if (cause instanceof AutodockException known) {
            return known;
        }
        LOG.error("Request {} met an unexpected error", work.request().id(), cause);
        return AutodockException.caused(
                ProblemCode.FAILED, "an unexpected error ended the request; the log of the service has it", cause);
    }

    private void end(Work work, Request ended) {
        log.end(work.claim(), ended);
        waitingSince.remove(ended.id());
        work.advance(ended);
        live.put(ended);
        announce(work);
    }

    /**
     * Whether what went wrong may go away by itself, and has not been waited for too long already, counted from the first
     * time that something did not answer. What etcd or
     * Salt did not answer is asked again later; a caller is not left without an answer for ever.
     */
    public boolean isForLater(Work work, Exception cause) {
        if (!(cause instanceof AutodockException known) || !known.code().retryable()) {
            return false;
        }
        Instant since = waitingSince.computeIfAbsent(work.request().id(), id -> clock.instant());
        return since.plus(patience).isAfter(clock.instant());
    }

    /**
     * Keeps the first cause before anything is taken back, so that a try that is broken off goes on taking back.
     *
     * @throws AutodockException UNAVAILABLE when the request is not this instance's any more
     */
    public void noteCause(Work work, Exception cause) {
        AutodockException first = asAutodock(cause, work);
        work.advance(work.request().failing(first.code(), first.sentence()));
        log.progress(work.claim(), work.request());
    }

    /** Goes on failing where an earlier try had begun to: makes nothing more. */
    public void goOnFailing(Work work) {
        work.request().problem().ifPresent(code -> {
            throw AutodockException.of(code, work.request().sentence());
        });
    }

    /** Leaves the request to a later try, here or at another instance: it stays pending, and its claim ends. */
    public void abandon(Work work, Exception cause) {
        LOG.warn("Request {} is left to a later try: {}", work.request().id(), cause.getMessage());
        work.awaitWhatGoesOnAside();
        log.release(work.claim());
    }

    /** Tells how far the request has come. */
    public void announce(Work work) {
        announce(work.request());
    }

    /** Tells of a request in its present state. */
    public void announce(Request request) {
        announcer.announce(
                new RequestEvent(request.id().value(), request.state().lowerCase(), data(request)));
    }

    /** What an event carries: whose, what, where, and for the end the sentence. */
    static Map<String, Object> data(Request request) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("operation", request.operation().lowerCase());
        request.formation().ifPresent(id -> {
            data.put("user", id.user().value());
            data.put("formation", id.formation().value());
        });
        data.put("apps", request.apps().stream().map(CarryStep::app).toList());
        if (request.state().ended()) {
            data.put("sentence", request.sentence());
        }
        return data;
    }

    private static Map<String, Object> app(App app) {
        return Map.of(
                "hostname",
                app.hostname(),
                "host-server",
                app.hostServer(),
                "state",
                app.state().lowerCase(),
                "port",
                app.port());
    }

    /** What a create says that finds the formation whole. */
    public String already(Work work) {
        boolean own = work.record()
                .filter(record -> record.request().equals(work.request().id().value()))
                .isPresent();
        return own ? created(work) : "it exists already, as asked for";
    }

    /** What a create that succeeded says. */
    public String created(Work work) {
        int number = work.apps().size();
        return number + (number == 1 ? " app of " : " apps of ") + work.formation() + (number == 1 ? " runs" : " run");
    }
}
