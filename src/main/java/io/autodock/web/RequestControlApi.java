package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.request.Acceptance;
import io.autodock.request.RequestControl;
import io.autodock.request.RequestId;

/** {@code /v1/requests/ID/cancel} and {@code /v1/requests/ID/retry}. */
public final class RequestControlApi {

    private final RequestControl control;
    private final RequestsApi requests;

    /** The calls that change what becomes of a request. */
    public RequestControlApi(RequestControl control, RequestsApi requests) {
        this.control = control;
        this.requests = requests;
    }

    /** {@code POST /v1/requests/ID/cancel}. */
    public HttpAnswer cancel(Caller caller, HttpCall call) {
        return requests.submit(caller, call, () -> new Acceptance(control.cancel(caller, id(call)), false));
    }

    /** {@code POST /v1/requests/ID/retry}: answered with the new request. */
    public HttpAnswer retry(Caller caller, HttpCall call) {
        return requests.submit(caller, call, () -> control.retry(caller, FormationsApi.trigger(call), id(call)));
    }

    private static RequestId id(HttpCall call) {
        return new RequestId(call.segment(3));
    }
}
