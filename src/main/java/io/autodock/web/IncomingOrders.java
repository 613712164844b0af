package io.autodock.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.json.OrderDefaults;
import io.autodock.formation.json.OrderReader;
import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders as HTTP brings them: one a call, and who asks is told by the token of the call alone. */
public final class IncomingOrders {

    private static final Pattern TAG = Pattern.compile("\"([0-9a-f]{1,64})\"");

    private final Optional<String> image;

    /** @param image what an order that names no image means */
    public IncomingOrders(Optional<String> image) {
        this.image = image;
    }

    /** The order in the body of a call. */
    Order read(Caller caller, HttpCall call) {
        return matching(untold(one(caller, call.jsonBody())), call);
    }

    private static Order untold(Order order) {
        if (order.token().isPresent()) {
            throw AutodockException.invalid(
                    "token", "(not shown)", "nothing over HTTP: the header Authorization says who asks");
        }
        return order;
    }

    /** The edit in the body of a call that names the formation in its path. */
    Order readEdit(Caller caller, HttpCall call, FormationId formation) {
        OrderReader reader = new OrderReader(new OrderDefaults(image, caller.user()));
        return matching(untold(reader.readEdit(call.jsonBody(), formation)), call);
    }

    /** A rollback of a formation that is named in the path; the body may say how. */
    Order readRollback(Caller caller, HttpCall call, FormationId formation) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        if (call.hasBody()) {
            StrictObject body = StrictObject.read(call.jsonBody(), "max-unavailable", "id");
            for (String field : List.of("max-unavailable", "id")) {
                body.scalar(field).ifPresent(text -> order.put(field, text));
            }
            body.requireSound();
        }
        order.put("operation", Operation.ROLLBACK.lowerCase());
        order.put("user", formation.user().value());
        order.put("formation", formation.formation().value());
        return one(caller, order.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An edit may say which state of the formation it was made for. */
    private static Order matching(Order order, HttpCall call) {
        Optional<String> match = call.header("If-Match").map(String::strip).filter(tag -> !tag.equals("*"));
        if (match.isEmpty() || !(order.detail() instanceof OrderDetail.Change change)) {
            return order;
        }
        Matcher tag = TAG.matcher(match.get());
        if (!tag.matches()) {
            throw AutodockException.invalid("If-Match", match.get(), "one ETag in quotes, as the formation's was");
        }
        return new Order(
                order.operation(),
                order.formation(),
                order.spec(),
                order.idempotencyKey(),
                order.token(),
                new OrderDetail.Change(change.fields(), change.maxUnavailable(), Optional.of(tag.group(1))));
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

    /** A backup of the formation that the path names. */
    Order readBackup(Caller caller, HttpCall call, FormationId id) {
        ObjectNode order = fields(call, "directory", "keep", "id");
        order.put("operation", Operation.BACKUP.lowerCase());
        order.put("user", id.user().value());
        order.put("formation", id.formation().value());
        return one(caller, order.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A restore of the backup that the body names. */
    Order readRestore(Caller caller, HttpCall call) {
        ObjectNode order = fields(call, "directory", "as", "id");
        order.put("operation", Operation.RESTORE.lowerCase());
        return one(caller, order.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode fields(HttpCall call, String... names) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        StrictObject body = StrictObject.read(call.jsonBody(), names);
        for (String field : names) {
            body.given(field).ifPresent(value -> order.set(field, value));
        }
        body.requireSound();
        return order;
    }

    /** The order in an event's data; its token has been looked at and goes no further. */
    Order readEvent(Caller caller, ObjectNode data) {
        return one(caller, data.toString().getBytes(StandardCharsets.UTF_8)).withoutToken();
    }

    private Order one(Caller caller, byte[] body) {
        List<Order> orders = new OrderReader(new OrderDefaults(image, caller.user())).read(body);
        if (orders.size() != 1) {
            throw AutodockException.invalid("request", "a list of " + orders.size(), "one JSON object a call");
        }
        return orders.get(0);
    }
}
