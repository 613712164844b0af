package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.request.Acceptance;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.Submission;
import io.autodock.web.view.RequestView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /v1/requests}, and what every call that makes a request is answered. */
public final class RequestsApi {

    private static final int MOST = 1000;
    private static final int USUAL = 50;
    private static final String ASK_AGAIN_SECONDS = "1";

    private final RequestDesk desk;
    private final WaitingRoom waitingRoom;

    /** The calls about requests, on that desk. */
    public RequestsApi(RequestDesk desk, WaitingRoom waitingRoom) {
        this.desk = desk;
        this.waitingRoom = waitingRoom;
    }

    /** {@code GET /v1/requests?most=N}: the caller's latest. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        int most = call.number("most", 1, MOST).orElse(USUAL);
        List<RequestView> views =
                desk.list(caller, most).stream().map(RequestView::of).toList();
        return HttpAnswer.json(200, new Listing(views));
    }

    /** {@code GET /v1/requests/ID?wait=SECONDS}. */
    public HttpAnswer show(Caller caller, HttpCall call) {
        RequestId id = new RequestId(call.segment(3));
        Optional<Duration> wait = wait(call);
        if (wait.isEmpty()) {
            return HttpAnswer.json(200, RequestView.of(desk.find(caller, id)));
        }
        WaitingRoom.Outcome outcome = waitingRoom.await(caller, id, wait.get());
        return askAgain(outcome, HttpAnswer.json(200, RequestView.of(outcome.request())));
    }

    /**
     * Submits, and waits for the end where the call says so: 200 once it ended, done or failed; 202 when it goes on.
     * Nothing is submitted when the query is wrong.
     */
    HttpAnswer submit(Submission submission, HttpCall call) {
        Optional<Duration> wait = wait(call);
        Acceptance acceptance = desk.submit(submission);
        if (wait.isEmpty()) {
            return accepted(202, acceptance.request(), acceptance.repeated());
        }
        WaitingRoom.Outcome outcome =
                waitingRoom.await(submission.caller(), acceptance.request().id(), wait.get());
        int status = outcome.request().state().ended() ? 200 : 202;
        return askAgain(outcome, accepted(status, outcome.request(), acceptance.repeated()));
    }

    /** The service stops: whoever waits is answered now. */
    public void dismissWaiting() {
        waitingRoom.close();
    }

    static HttpAnswer accepted(int status, Request request, boolean repeated) {
        return HttpAnswer.json(status, RequestView.submitted(request, repeated))
                .with("Location", "/v1/requests/" + request.id());
    }

    private static HttpAnswer askAgain(WaitingRoom.Outcome outcome, HttpAnswer answer) {
        return outcome.full() && !outcome.request().state().ended()
                ? answer.with("Retry-After", ASK_AGAIN_SECONDS)
                : answer;
    }

    private static Optional<Duration> wait(HttpCall call) {
        return call.number("wait", 0, HttpCall.LONGEST_WAIT).map(Duration::ofSeconds);
    }

    /** The answer to a list. */
    record Listing(List<RequestView> requests) {}
}
