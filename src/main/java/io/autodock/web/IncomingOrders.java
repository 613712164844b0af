package io.autodock.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.access.Caller;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.json.OrderDefaults;
import io.autodock.formation.json.OrderReader;
import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Orders as HTTP brings them: one a call, and who asks is told by the token of the call alone. */
public final class IncomingOrders {

    private final Optional<String> image;

    /** @param image what an order that names no image means */
    public IncomingOrders(Optional<String> image) {
        this.image = image;
    }

    /** The order in the body of a call. */
    Order read(Caller caller, HttpCall call) {
        Order order = one(caller, call.jsonBody());
        if (order.token().isPresent()) {
            throw AutodockException.invalid(
                    "token", "(not shown)", "nothing over HTTP: the header Authorization says who asks");
        }
        return order;
    }

    /** A verification: of one formation, or of everything when the body names none. */
    Order readVerification(Caller caller, HttpCall call) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        if (call.hasBody()) {
            StrictObject body = StrictObject.read(call.jsonBody(), "user", "formation", "id");
            for (String field : List.of("user", "formation", "id")) {
                body.text(field).ifPresent(text -> order.put(field, text));
            }
            body.requireSound();
        }
        order.put("operation", Operation.VERIFY.lowerCase());
        return one(caller, order.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The order in an event's data; its token has been looked at and goes no further. */
    Order readEvent(Caller caller, ObjectNode data) {
        Order order = one(caller, data.toString().getBytes(StandardCharsets.UTF_8));
        return new Order(order.operation(), order.formation(), order.spec(), order.idempotencyKey(), Optional.empty());
    }

    private Order one(Caller caller, byte[] body) {
        List<Order> orders = new OrderReader(new OrderDefaults(image, caller.user())).read(body);
        if (orders.size() != 1) {
            throw AutodockException.invalid("request", "a list of " + orders.size(), "one JSON object a call");
        }
        return orders.get(0);
    }
}
