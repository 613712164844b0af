package io.autodock.announce;

import java.util.Map;
import java.util.Set;

/**
 * Something that a request came to, as it is told: {@code autodock/request/ID/STATE} on the Salt bus.
 *
 * @param request the request's id
 * @param state {@code accepted}, {@code placed}, {@code running}, {@code bootstrapped}, {@code done} or {@code failed}
 * @param data plain values (text, numbers, lists and maps of them); never a secret
 */
public record RequestEvent(String request, String state, Map<String, Object> data) {
    private static final Set<String> STATES = Set.of("accepted", "placed", "running", "bootstrapped", "done", "failed");

    public RequestEvent {
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException("no state of a request: " + state);
        }
        data = Map.copyOf(data);
    }
}
