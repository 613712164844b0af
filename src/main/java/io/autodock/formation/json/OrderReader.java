package io.autodock.formation.json;

import io.autodock.formation.FormationId;
import io.autodock.formation.FormationName;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The edit of a formation that is named elsewhere.
     *
     * @param body the fields that change, as one object
     * @throws AutodockException with all problems at once
     */
    public Order readEdit(byte[] body, FormationId formation) {
        List<Problem> problems = new ArrayList<>();
        Map<String, JsonValue> values = new LinkedHashMap<>();
        if (StrictJson.read(body, problems) instanceof JsonValue.Members members) {
            values.putAll(members.values());
        } else {
            throw StrictJson.refusedShape("no object");
        }
        name(values, OrderField.USER, formation.user().value(), problems);
        name(values, OrderField.FORMATION, formation.formation().value(), problems);
        name(values, OrderField.OPERATION, Operation.EDIT.lowerCase(), problems);
        Optional<Order> order = order(new JsonValue.Members(values), problems);
        return order.filter(read -> problems.isEmpty())
                .orElseThrow(
                        () -> AutodockException.invalid(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS))));
    }

    /** What the caller has named already can't be changed by naming it otherwise. */
    private static void name(Map<String, JsonValue> values, OrderField field, String named, List<Problem> problems) {
        JsonValue said = values.put(field.written(), new JsonValue.Text(named));
        if (said != null && !said.shown().equals(named)) {
            problems.add(new Problem(field.written(), said.shown(), named + ", or nothing: it can't be changed"));
        }
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
        OrderDetail detail = operation
                .map(known -> DetailFields.read(fields, known, problems))
                .orElse(OrderDetail.nothing());
        Optional<String> id = fields.printable(OrderField.ID, LONGEST_ID, false);
        Optional<Order.Token> token =
                fields.printable(OrderField.TOKEN, LONGEST_TOKEN, true).map(Order.Token::new);
        return problems.isEmpty()
                ? operation.map(known -> new Order(known, formation, spec, id, token, detail))
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

    /**
     * A verification may name no formation: then it is of everything the sender may see. Whose a restored formation is
     * stands in its backup.
     */
    private Optional<FormationId> formation(FieldReader fields, Optional<Operation> operation) {
        boolean named = fields.has(OrderField.USER) || fields.has(OrderField.FORMATION);
        if (operation.equals(Optional.of(Operation.RESTORE))) {
            fields.forbid(OrderField.USER, Operation.RESTORE);
            fields.forbid(OrderField.FORMATION, Operation.RESTORE);
            return Optional.empty();
        }
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
            if (operation.get() != Operation.EDIT) {
                OrderField.ofSpec().forEach(field -> fields.forbid(field, operation.get()));
            }
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
