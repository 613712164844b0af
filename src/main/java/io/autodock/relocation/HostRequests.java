package io.autodock.relocation;

import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import io.autodock.request.RequestLog.IdempotencyKey;
import io.autodock.request.Trigger;
import io.autodock.step.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The desk for requests about host servers. A drain, a failover and a rebalance make a request {@code move} for each
 * formation they touch, which holds that formation's lock as every other request on it does: what one of them does to a
 * formation is claimed, fenced, repeated after a crash and told like any other work on it.
 */
public final class HostRequests {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String KEY_SPACE = "hosts";

    private final RequestLog log;
    private final LiveRequests live;
    private final TaskTexts texts;
    private final Consumer<Request> accepted;
    private final Clock clock;

    /** Who asked, through which door. */
    public record Asker(String caller, Trigger trigger) {}

    /** @param accepted is told of every request that has just been kept; must not fail */
    public HostRequests(RequestLog log, LiveRequests live, TaskTexts texts, Consumer<Request> accepted, Clock clock) {
        this.log = log;
        this.live = live;
        this.texts = texts;
        this.accepted = accepted;
        this.clock = clock;
    }

    /** Accepts a request about host servers; the same key brings the same request. */
    public Acceptance submit(Operation operation, HostTask task, Asker asker, Optional<String> key) {
        String text = texts.write(task);
        return submit(operation, Optional.empty(), text, asker, key.map(given -> key(given, operation + " " + text)));
    }

    /** Accepts a request that moves apps of one formation; the same key brings the same request, whatever has moved since. */
    public Request submitMove(FormationId formation, MoveTask task, Asker asker, String key) {
        return submit(
                        Operation.MOVE,
                        Optional.of(formation),
                        texts.write(task),
                        asker,
                        Optional.of(key(key, formation.toString())))
                .request();
    }

    private static IdempotencyKey key(String given, String body) {
        return new IdempotencyKey(KEY_SPACE, given, body);
    }

    private Acceptance submit(
            Operation operation,
            Optional<FormationId> formation,
            String task,
            Asker asker,
            Optional<IdempotencyKey> key) {
        Instant now = clock.instant();
        Request fresh = Request.accepted(
                RequestId.fresh(now), operation, formation, asker.trigger(), asker.caller(), task, now);
        Acceptance acceptance = log.accept(fresh, key);
        if (!acceptance.repeated()) {
            accepted.accept(acceptance.request());
        }
        return acceptance;
    }

    /** Requests of these kinds that have not ended. */
    public List<Request> pending(Operation operation) {
        return log.pending().stream()
                .map(log::find)
                .flatMap(Optional::stream)
                .filter(request -> request.operation() == operation)
                .filter(request -> !request.state().ended())
                .toList();
    }

    /** The request once it has ended. */
    public Request awaitEnd(RequestId id) {
        Request request = find(id);
        while (!request.state().ended()) {
            live.awaitChange(LOOK);
            if (Thread.currentThread().isInterrupted()) {
                throw AutodockException.of(ProblemCode.UNAVAILABLE, "request " + id + " was not waited for");
            }
            request = find(id);
        }
        return request;
    }

    /** Keeps what a claimed request reports so far. */
    public void report(Work work, List<String> lines) {
        work.advance(work.request().reported(lines));
        log.progress(work.claim(), work.request());
        live.put(work.request());
    }

    private Request find(RequestId id) {
        return log.find(id).orElseThrow(() -> new IllegalStateException("request " + id + " is gone"));
    }

    /** What that request asks for. */
    public HostTask hostTask(Request request) {
        return texts.hostTask(request.spec());
    }

    /** What that request asks for. */
    public MoveTask moveTask(Request request) {
        return texts.moveTask(request.spec());
    }
}
