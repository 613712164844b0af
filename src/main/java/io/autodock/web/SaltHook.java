package io.autodock.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.Tokens;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /hooks/salt}: an event of the Salt bus, handed over by the engine on the master. The engine's credential
 * brings the event here and lends it no rights: any minion can forge an event, so who asks is told by the token in its
 * data, or, where the operator trusts the bus, it is an operator.
 */
public final class SaltHook {

    private static final String EDIT = "autodock/formation/edit";
    private static final Map<String, String> OPERATIONS = Map.of(
            "autodock/formation/create", "create",
            "autodock/formation/delete", "delete",
            "autodock/verify", "verify");

    private final RequestDesk desk;
    private final Tokens tokens;
    private final IncomingOrders orders;
    private final boolean busTrusted;

    /** @param busTrusted {@code autodock.salt.bus-trusted}: an event without a token is an operator's */
    public SaltHook(RequestDesk desk, Tokens tokens, IncomingOrders orders, boolean busTrusted) {
        this.desk = desk;
        this.tokens = tokens;
        this.orders = orders;
        this.busTrusted = busTrusted;
    }

    /** 202 with the request, or 200 when the event had been delivered before. */
    public HttpAnswer deliver(HttpCall call) {
        StrictObject event = StrictObject.read(call.jsonBody(), "tag", "origin", "minion", "stamp", "data");
        String tag = event.requiredText("tag", "the event's tag");
        ObjectNode data = event.requiredObject("data", "an object: what the sender of the event gave");
        Optional<String> deliveryKey = call.deliveryKey();
        if (deliveryKey.isEmpty()) {
            event.refuse("Idempotency-Key", "", "the event's key, the same at each delivery; it is missing");
        }
        event.requireSound();
        putOperation(data, tag);
        Caller caller = sender(data.remove("token"));
        Order order = orders.readEvent(caller, data);
        Acceptance acceptance = desk.submit(new Submission(caller, Trigger.SALT, order, deliveryKey));
        return RequestsApi.accepted(acceptance.repeated() ? 200 : 202, acceptance.request(), acceptance.repeated());
    }

    /** The tag says what is asked; data that says something else is refused. */
    private static void putOperation(ObjectNode data, String tag) {
        String operation = operation(tag);
        JsonNode given = data.path("operation");
        if (!given.isMissingNode() && !given.asText().equals(operation)) {
            throw AutodockException.invalid(
                    "operation", given.asText("an object"), operation + ", or nothing, with the tag " + tag);
        }
        data.put("operation", operation);
    }

    private static String operation(String tag) {
        String operation = OPERATIONS.get(tag);
        if (operation == null) {
            String allowed = "autodock/formation/create, autodock/formation/delete or autodock/verify";
            throw AutodockException.invalid(
                    "tag", tag, allowed + (tag.equals(EDIT) ? "; edit is not available yet" : ""));
        }
        return operation;
    }

    private Caller sender(@org.jspecify.annotations.Nullable JsonNode token) {
        if (token == null && busTrusted) {
            return Caller.operator("salt");
        }
        return Optional.ofNullable(token)
                .filter(JsonNode::isTextual)
                .flatMap(text -> tokens.authenticate(new Order.Token(text.textValue())))
                .filter(caller -> caller.role() != Role.DELIVERY)
                .orElseThrow(SaltHook::notBelieved);
    }

    private static AutodockException notBelieved() {
        return AutodockException.of(
                ProblemCode.NOT_BELIEVED,
                new Problem(
                        "token",
                        "(not shown)",
                        "the token of a user or an operator in the event's data: any minion can send an event"));
    }
}
