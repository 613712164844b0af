package io.autodock.formation.json;

import io.autodock.formation.BackupPlace;
import io.autodock.formation.FormationName;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields that an operation has beside the spec. */
final class DetailFields {

    /** In an edit: the field says nothing from now on. */
    static final JsonValue NOTHING = new JsonValue.Other("null");

    private static final Set<OrderField> NEVER_NOTHING = Set.of(OrderField.NUMBER, OrderField.IMAGE);

    private DetailFields() {}

    static OrderDetail read(FieldReader fields, Operation operation, List<Problem> problems) {
        forbidOthers(fields, operation);
        return switch (operation) {
            case EDIT -> change(fields, problems);
            case ROLLBACK -> new OrderDetail.Rollback(maxUnavailable(fields));
            case DELETE ->
                fields.number(OrderField.REMOVE_VOLUMES, DetailFields::flag).orElse(false)
                        ? new OrderDetail.WithVolumes()
                        : OrderDetail.nothing();
            case BACKUP, RESTORE -> backups(fields);
            case CREATE, VERIFY, HEAL, DRAIN, FAILOVER, REBALANCE, MOVE -> OrderDetail.nothing();
        };
    }

    private static void forbidOthers(FieldReader fields, Operation operation) {
        if (!operation.changes()) {
            fields.forbid(OrderField.MAX_UNAVAILABLE, operation);
        }
        if (operation != Operation.BACKUP && operation != Operation.RESTORE) {
            OrderField.ofBackups().forEach(field -> fields.forbid(field, operation));
        } else {
            fields.forbid(operation == Operation.BACKUP ? OrderField.AS : OrderField.KEEP, operation);
        }
        if (operation != Operation.DELETE) {
            fields.forbid(OrderField.REMOVE_VOLUMES, operation);
        }
    }

    private static OrderDetail backups(FieldReader fields) {
        fields.require(OrderField.DIRECTORY, BackupPlace.ALLOWED);
        int keep = fields.number(OrderField.KEEP, BackupPlace::parseKeep).orElse(0);
        Optional<FormationName> name = fields.text(OrderField.AS, FormationName::new);
        return fields.text(OrderField.DIRECTORY, BackupPlace::parseDirectory)
                .<OrderDetail>map(directory -> new OrderDetail.Backups(new BackupPlace(directory, keep, name)))
                .orElse(OrderDetail.nothing());
    }

    private static OrderDetail change(FieldReader fields, List<Problem> problems) {
        OrderField.fixed().forEach(fields::keepFixed);
        Map<OrderField, JsonValue> given = fields.given(OrderField.ofEdit());
        if (given.isEmpty()) {
            String some = OrderField.ofEdit().stream().map(OrderField::written).collect(Collectors.joining(", "));
            problems.add(new Problem("request", "an edit that changes nothing", "at least one of " + some));
        }
        check(given, problems);
        return new OrderDetail.Change(DetailJson.object(given), maxUnavailable(fields), Optional.empty());
    }

    /** Each field for itself; whether they go together shows with the fields that stay. */
    private static void check(Map<OrderField, JsonValue> given, List<Problem> problems) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        given.forEach((field, value) -> {
            if (!value.equals(NOTHING) || NEVER_NOTHING.contains(field)) {
                values.put(field.written(), value);
            }
        });
        FieldReader each = new FieldReader(values, problems);
        SpecFields.read(each, each.text(OrderField.IMAGE, ImageReference::parse), false);
    }

    private static OptionalInt maxUnavailable(FieldReader fields) {
        return fields.number(OrderField.MAX_UNAVAILABLE, DetailFields::mostMissing)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static int mostMissing(String text) {
        return WholeNumber.between(0, Spec.MOST_APPS, text)
                .orElseThrow(() -> AutodockException.invalid("max-unavailable", text, "0 to " + Spec.MOST_APPS));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw AutodockException.invalid("remove-volumes", text, "true or false");
        };
    }
}
