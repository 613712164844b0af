package io.autodock.request;

import io.autodock.problem.AutodockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims pending requests, the oldest first, and has them carried out side by side. The same look serves a request that
 * has just been accepted, one whose formation has just become free, and one that an instance left behind when it died.
 */
public final class RequestDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private static final Duration REST = Duration.ofSeconds(2);

    private final RequestLog log;
    private final LiveRequests live;
    private final ExecutorService executor;
    private final Carrier carrier;
    private final int mostAtOnce;
    private final Clock clock;
    private final Map<RequestId, Instant> resting = new ConcurrentHashMap<>();
    private final Set<RequestId> here = ConcurrentHashMap.newKeySet();

    /** Carries out one claimed request to its end; does not throw for a request that fails. */
    @FunctionalInterface
    public interface Carrier {
        /** Returns when the request has ended or was given up for a later try. */
        void carryOut(Request request, Claim claim);
    }

    /** @param mostAtOnce requests that are carried out side by side; the others wait in etcd */
    public RequestDispatcher(
            RequestLog log, LiveRequests live, ExecutorService executor, Carrier carrier, int mostAtOnce, Clock clock) {
        this.log = log;
        this.live = live;
        this.executor = executor;
        this.carrier = carrier;
        this.mostAtOnce = mostAtOnce;
        this.clock = clock;
    }

    /** Looks at what is pending, in the background. */
    public void wake() {
        try {
            executor.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping: what is pending stays in etcd");
        }
    }

    /** Claims what can be claimed now; errors wait for the next look. */
    public void look() {
        try {
            List<RequestId> pending = log.pending();
            resting.keySet().retainAll(pending);
            for (RequestId id : pending) {
                if (here.size() >= mostAtOnce) {
                    return;
                }
                takeUnlessBroken(id);
            }
        } catch (AutodockException e) {
            LOG.warn("Pending requests can't be looked at: {}", e.sentence());
        }
    }

    /** One request that can't be read holds up no other. */
    private void takeUnlessBroken(RequestId id) {
        try {
            take(id);
        } catch (IllegalStateException e) {
            LOG.error("Request {} can't be taken up", id, e);
        }
    }

    private void take(RequestId id) {
        if (rests(id) || !here.add(id)) {
            return;
        }
        boolean taken = false;
        try {
            Optional<Request> request =
                    log.find(id).filter(found -> !found.state().ended());
            Optional<Claim> claim = request.flatMap(log::claim);
            if (request.isPresent() && claim.isPresent()) {
                executor.execute(() -> carryOut(request.get(), claim.get()));
                taken = true;
            }
        } finally {
            if (!taken) {
                here.remove(id);
            }
        }
    }

    private void carryOut(Request request, Claim claim) {
        live.put(request);
        try {
            carrier.carryOut(request, claim);
        } catch (RuntimeException e) {
            LOG.error("Request {} was given up for now", request.id(), e);
            release(claim);
        } finally {
            resting.put(request.id(), clock.instant().plus(REST));
            here.remove(request.id());
            live.remove(request.id());
            look();
        }
    }

    private void release(Claim claim) {
        try {
            log.release(claim);
        } catch (AutodockException e) {
            LOG.warn("Request {} stays claimed until this instance's lease ends: {}", claim.request(), e.sentence());
        }
    }

    /** A request that was given up is not taken up again at once: what was in its way is given time to go. */
    private boolean rests(RequestId id) {
        Instant until = resting.get(id);
        return until != null && clock.instant().isBefore(until);
    }

    /** Requests that are being carried out here. */
    public List<RequestId> underWay() {
        return List.copyOf(here);
    }
}
