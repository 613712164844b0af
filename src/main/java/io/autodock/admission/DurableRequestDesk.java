package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.formation.FormationId;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import io.autodock.request.RequestLog.IdempotencyKey;
import io.autodock.request.Submission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The desk on a request log: what it has accepted is in etcd. */
public final class DurableRequestDesk implements RequestDesk {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Admission admission;
    private final RequestLog log;
    private final LiveRequests live;
    private final SpecText specText;
    private final Consumer<Request> accepted;
    private final Clock clock;

    /** How a spec is kept in a request. */
    @FunctionalInterface
    public interface SpecText {
        /** The spec of an order as canonical text; the same spec gives the same text. */
        String of(Order order);
    }

    /** @param accepted is told of every request that has just been kept; must not fail */
    public DurableRequestDesk(
            Admission admission,
            RequestLog log,
            LiveRequests live,
            SpecText specText,
            Consumer<Request> accepted,
            Clock clock) {
        this.admission = admission;
        this.log = log;
        this.live = live;
        this.specText = specText;
        this.accepted = accepted;
        this.clock = clock;
    }

    @Override
    public Acceptance submit(Submission submission) {
        Order order = submission.order();
        String spec = specText.of(order);
        Optional<IdempotencyKey> key = key(submission, spec);
        Optional<Request> first = key.flatMap(log::findByKey);
        if (first.isPresent()) {
            return new Acceptance(current(first.get()), true);
        }
        admission.check(submission.caller(), order);
        Acceptance acceptance = log.accept(fresh(submission, spec), key);
        if (!acceptance.repeated()) {
            accepted.accept(acceptance.request());
        }
        return acceptance;
    }

    @Override
    public Optional<Request> findDelivered(Submission submission) {
        return key(submission, specText.of(submission.order()))
                .flatMap(log::findByKey)
                .map(this::current);
    }

    private Request fresh(Submission submission, String spec) {
        Instant now = clock.instant();
        return Request.accepted(
                RequestId.fresh(now),
                submission.order().operation(),
                submission.order().formation(),
                submission.trigger(),
                submission.caller().name(),
                spec,
                now);
    }

    /** The sender's own id comes before the delivery's; two doors' delivery keys never meet. */
    private static Optional<IdempotencyKey> key(Submission submission, String spec) {
        Order order = submission.order();
        String body = order.operation().lowerCase() + " "
                + order.formation().map(FormationId::toString).orElse("") + " " + spec;
        String space = submission.caller().user().map(user -> "user-" + user).orElse("operator");
        return order.idempotencyKey()
                .map(id -> "id " + id)
                .or(() ->
                        submission.deliveryKey().map(id -> submission.trigger().lowerCase() + " " + id))
                .map(id -> new IdempotencyKey(space, id, body));
    }

    @Override
    public Request find(Caller caller, RequestId id) {
        Request request = live.find(id).or(() -> log.find(id)).orElseThrow(() -> absent(id));
        if (!maySee(caller, request)) {
            throw absent(id);
        }
        return request;
    }

    private static boolean maySee(Caller caller, Request request) {
        return request.formation()
                .map(formation -> caller.mayActFor(formation.user()))
                .orElse(caller.role() == Role.OPERATOR);
    }

    private static AutodockException absent(RequestId id) {
        return AutodockException.of(ProblemCode.NOT_FOUND, "request " + id + " does not exist");
    }

    @Override
    public List<Request> list(Caller caller, int most) {
        return log.latest(caller.user(), most).stream()
                .filter(request -> maySee(caller, request))
                .map(this::current)
                .toList();
    }

    private Request current(Request request) {
        return live.find(request.id()).orElse(request);
    }

    @Override
    public Request await(Caller caller, RequestId id, Duration atMost) {
        Instant end = clock.instant().plus(atMost);
        Request request = find(caller, id);
        while (!request.state().ended() && clock.instant().isBefore(end)) {
            Duration left = Duration.between(clock.instant(), end);
            live.awaitChange(left.compareTo(LOOK) < 0 ? left : LOOK);
            request = find(caller, id);
        }
        return request;
    }
}
