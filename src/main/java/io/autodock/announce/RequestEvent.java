package io.autodock.announce;

import java.util.Map;

/**
 * What is told of a request: {@code autodock/request/ID/STATE} on the Salt bus, a line in the log.
 *
 * @param request the request's id
 * @param state accepted, placed, running, bootstrapped, done or failed
 * @param data strings, numbers, lists and maps of them; never a secret
 */
public record RequestEvent(String request, String state, Map<String, Object> data) {

    public RequestEvent {
        data = Map.copyOf(data);
    }
}
