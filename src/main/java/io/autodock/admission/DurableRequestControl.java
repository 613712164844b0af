package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.Request;
import io.autodock.request.RequestControl;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import io.autodock.request.RequestState;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Cancels and retries on a request log. */
public final class DurableRequestControl implements RequestControl {

    private final RequestDesk desk;
    private final RequestLog log;
    private final Function<Request, Order> orders;
    private final Consumer<Request> ended;
    private final Clock clock;

    /**
     * @param orders the order that a request was accepted for
     * @param ended is told of a request that was ended before anybody began it
     */
    public DurableRequestControl(
            RequestDesk desk, RequestLog log, Function<Request, Order> orders, Consumer<Request> ended, Clock clock) {
        this.desk = desk;
        this.log = log;
        this.orders = orders;
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public Request cancel(Caller caller, RequestId id) {
        Request request = desk.find(caller, id);
        if (request.state().ended()) {
            throw conflict(request, "has ended already; allowed is to cancel one that has not");
        }
        Request end = request.failed(
                clock.instant(), ProblemCode.FAILED, "it was cancelled by " + caller.name() + " before it began");
        if (log.endUnbegun(end)) {
            ended.accept(end);
            return end;
        }
        requireReversible(request);
        log.cancel(id, caller.name());
        return request;
    }

    private static void requireReversible(Request request) {
        boolean reversible =
                request.operation() == Operation.CREATE || request.operation().changes();
        if (!reversible) {
            throw conflict(
                    request,
                    "is under way, and a " + request.operation().lowerCase() + " under way can't be taken back");
        }
    }

    @Override
    public Acceptance retry(Caller caller, Trigger trigger, RequestId id) {
        Request request = desk.find(caller, id);
        if (request.state() != RequestState.FAILED) {
            throw conflict(request, "is " + request.state().lowerCase() + "; allowed is to retry one that has failed");
        }
        return desk.submit(new Submission(caller, trigger, orders.apply(request), Optional.empty()));
    }

    private static AutodockException conflict(Request request, String why) {
        return AutodockException.of(ProblemCode.CONFLICT, "request " + request.id() + " " + why);
    }
}
