package io.autodock.formation.json;

import io.autodock.formation.FormationId;
import io.autodock.formation.FormationName;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.Spec;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders in a dropped file, a webhook's body or an event's data: one object or a list of them. */
public final class OrderReader {

    /** What one input may hold at most. */
    public static final int MOST_ORDERS = 1000;

    private static final int MOST_PROBLEMS = 50;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_TOKEN = 512;

    private final OrderDefaults defaults;

    public OrderReader(OrderDefaults defaults) {
        this.defaults = defaults;
    }

    /**
     * All orders, or none: a list counts as a whole.
     *
     * @param body as it came in, at most 2 MiB
     * @throws AutodockException with all problems at once (the first 50 of them)
     */
    public List<Order> read(byte[] body) {
        List<Problem> problems = new ArrayList<>();
        List<JsonValue> values = orders(StrictJson.read(body, problems));
        List<Optional<Order>> orders = new ArrayList<>();
        for (int index = 0; index < values.size() && problems.size() < MOST_PROBLEMS; index++) {
            List<Problem> own = new ArrayList<>();
            orders.add(order(values.get(index), own));
            String place = values.size() == 1 ? "" : " (request " + (index + 1) + " of " + values.size() + ")";
            own.forEach(
                    problem -> problems.add(new Problem(problem.field() + place, problem.value(), problem.allowed())));
        }
        if (!problems.isEmpty()) {
            throw AutodockException.invalid(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
        }
        return orders.stream().flatMap(Optional::stream).toList();
    }

    private static List<JsonValue> orders(JsonValue value) {
        if (!(value instanceof JsonValue.Items items)) {
            return List.of(value);
        }
        int size = items.values().size();
        if (size < 1 || size > MOST_ORDERS) {
            throw StrictJson.refusedShape("a list of " + size);
        }
        return items.values();
    }

    private Optional<Order> order(JsonValue value, List<Problem> problems) {
        if (!(value instanceof JsonValue.Members members)) {
            problems.addAll(StrictJson.refusedShape(shape(value)).problems());
            return Optional.empty();
        }
        FieldReader fields = new FieldReader(members.values(), problems);
        // A wrong operation is told with what else is wrong, but then nothing counts as missing or out of place.
        Optional<Operation> operation = operation(fields);
        Optional<FormationId> formation = formation(fields, operation);
        Optional<Spec> spec = spec(fields, operation);
        Optional<String> id = fields.printable(OrderField.ID, LONGEST_ID, false);
        Optional<Order.Token> token =
                fields.printable(OrderField.TOKEN, LONGEST_TOKEN, true).map(Order.Token::new);
        return problems.isEmpty()
                ? operation.map(known -> new Order(known, formation, spec, id, token))
                : Optional.empty();
    }

    /** A lone string may be a token: its shape is shown, not what it says. */
    private static String shape(JsonValue value) {
        return value instanceof JsonValue.Text ? "a string" : value.shown();
    }

    private static Optional<Operation> operation(FieldReader fields) {
        return fields.has(OrderField.OPERATION)
                ? fields.text(OrderField.OPERATION, Operation::parse)
                : Optional.of(Operation.CREATE);
    }

    /** A verification may name no formation: then it is of everything the sender may see. */
    private Optional<FormationId> formation(FieldReader fields, Optional<Operation> operation) {
        boolean named = fields.has(OrderField.USER) || fields.has(OrderField.FORMATION);
        if (!named && operation.equals(Optional.of(Operation.VERIFY))) {
            return Optional.empty();
        }
        if (operation.isPresent()) {
            fields.require(OrderField.FORMATION, FormationName.ALLOWED);
        }
        Optional<UserName> user = user(fields, operation.isPresent());
        Optional<FormationName> name = fields.text(OrderField.FORMATION, FormationName::new);
        return user.flatMap(owner -> name.map(own -> new FormationId(owner, own)));
    }

    private Optional<UserName> user(FieldReader fields, boolean required) {
        if (!fields.has(OrderField.USER) && defaults.user().isPresent()) {
            return defaults.user();
        }
        if (required) {
            fields.require(OrderField.USER, FormationName.ALLOWED);
        }
        return fields.text(OrderField.USER, UserName::new);
    }

    private Optional<Spec> spec(FieldReader fields, Optional<Operation> operation) {
        if (operation.isPresent() && operation.get() != Operation.CREATE) {
            OrderField.ofSpec().forEach(field -> fields.forbid(field, operation.get()));
            return Optional.empty();
        }
        if (operation.isPresent()) {
            fields.require(OrderField.HOSTNAME_SCHEME, HostnameScheme.ALLOWED);
        }
        return SpecFields.read(fields, image(fields), fields.has(OrderField.BOOTSTRAP));
    }

    /** An image sent empty is a wrong image, never the configured one. */
    private Optional<ImageReference> image(FieldReader fields) {
        if (fields.has(OrderField.IMAGE)) {
            return fields.text(OrderField.IMAGE, ImageReference::parse);
        }
        if (defaults.image().isEmpty()) {
            fields.require(OrderField.IMAGE, ImageReference.ALLOWED + "; no default is configured");
        }
        return defaults.image().flatMap(image -> fields.attempt(() -> ImageReference.parse(image)));
    }
}
