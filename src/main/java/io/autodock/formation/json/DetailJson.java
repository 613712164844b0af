package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.autodock.formation.BackupPlace;
import io.autodock.formation.FormationId;
import io.autodock.formation.FormationName;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an order says beside user, formation and operation, as a request keeps it: an equal order gives an equal text. */
public final class DetailJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BASE = "if-match";
    private static final String SPEC = "spec";

    private DetailJson() {}

    /** The spec of a create, or what else the operation needs to know; empty for nothing. */
    public static String write(Order order) {
        if (order.detail() instanceof OrderDetail.Backups backups) {
            return write(backups.place(), order.spec());
        }
        if (order.spec().isPresent()) {
            return SpecJson.write(order.spec().get());
        }
        OrderDetail detail = order.detail();
        if (detail instanceof OrderDetail.Change change) {
            return write(change);
        }
        if (detail instanceof OrderDetail.Rollback rollback) {
            return rollback.maxUnavailable().isPresent()
                    ? object(Map.of(OrderField.MAX_UNAVAILABLE, whole(rollback.maxUnavailable())))
                    : "";
        }
        return detail instanceof OrderDetail.WithVolumes
                ? object(Map.of(OrderField.REMOVE_VOLUMES, new JsonValue.Other("true")))
                : "";
    }

    private static String write(OrderDetail.Change change) {
        Map<String, JsonValue> values = new LinkedHashMap<>(members(change.fields()));
        if (change.maxUnavailable().isPresent()) {
            values.put(OrderField.MAX_UNAVAILABLE.written(), whole(change.maxUnavailable()));
        }
        change.base().ifPresent(base -> values.put(BASE, new JsonValue.Text(base)));
        return text(values);
    }

    private static String write(BackupPlace place, Optional<Spec> spec) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        values.put(OrderField.DIRECTORY.written(), new JsonValue.Text(place.directory()));
        if (place.keep() > 0) {
            values.put(OrderField.KEEP.written(), new JsonValue.Whole(Integer.toString(place.keep())));
        }
        place.as().ifPresent(name -> values.put(OrderField.AS.written(), new JsonValue.Text(name.value())));
        spec.ifPresent(what -> values.put(SPEC, new JsonValue.Members(members(SpecJson.write(what)))));
        return text(values);
    }

    private static OrderDetail backups(Map<String, JsonValue> values) {
        return new OrderDetail.Backups(new BackupPlace(
                string(values, OrderField.DIRECTORY).orElse(""),
                number(values.get(OrderField.KEEP.written())).orElse(0),
                string(values, OrderField.AS).map(FormationName::new)));
    }

    private static Optional<String> string(Map<String, JsonValue> values, OrderField field) {
        return Optional.ofNullable(values.get(field.written()))
                .filter(JsonValue.Text.class::isInstance)
                .map(value -> ((JsonValue.Text) value).value());
    }

    /** The spec in a text that {@link #write} made of an order with that operation. */
    public static Optional<Spec> spec(Operation operation, String text) {
        return switch (operation) {
            case CREATE -> text.isEmpty() ? Optional.empty() : Optional.of(SpecJson.read(text));
            case RESTORE ->
                Optional.ofNullable(members(text).get(SPEC))
                        .map(JsonValue.Members.class::cast)
                        .map(spec -> SpecJson.read(text(spec.values())));
            case EDIT, ROLLBACK, DELETE, VERIFY, BACKUP, HEAL, DRAIN, FAILOVER, REBALANCE, MOVE -> Optional.empty();
        };
    }

    private static JsonValue whole(OptionalInt number) {
        return new JsonValue.Whole(Integer.toString(number.orElse(1)));
    }

    /** The detail in a text that {@link #write} made of an order with that operation. */
    public static OrderDetail read(Operation operation, String text) {
        Map<String, JsonValue> values = text.isEmpty() ? new LinkedHashMap<>() : new LinkedHashMap<>(members(text));
        return switch (operation) {
            case EDIT -> {
                OptionalInt most = number(values.remove(OrderField.MAX_UNAVAILABLE.written()));
                Optional<String> base = Optional.ofNullable(values.remove(BASE)).map(JsonValue::shown);
                yield new OrderDetail.Change(text(values), most, base);
            }
            case ROLLBACK -> new OrderDetail.Rollback(number(values.get(OrderField.MAX_UNAVAILABLE.written())));
            case DELETE ->
                values.containsKey(OrderField.REMOVE_VOLUMES.written())
                        ? new OrderDetail.WithVolumes()
                        : OrderDetail.nothing();
            case BACKUP, RESTORE -> backups(values);
            case CREATE, VERIFY, HEAL, DRAIN, FAILOVER, REBALANCE, MOVE -> OrderDetail.nothing();
        };
    }

    /** The order in a text that {@link #write} made of it, without key and token. */
    public static Order order(Operation operation, Optional<FormationId> formation, String text) {
        return new Order(
                operation, formation, spec(operation, text), Optional.empty(), Optional.empty(), read(operation, text));
    }

    private static OptionalInt number(@Nullable JsonValue value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value.shown()));
    }

    private static Map<String, JsonValue> members(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), new ArrayList<>())
                        instanceof JsonValue.Members members
                ? members.values()
                : Map.of();
    }

    /** The fields as one object, always in one order. */
    static String object(Map<OrderField, JsonValue> fields) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        if (!fields.isEmpty()) {
            new EnumMap<>(fields).forEach((field, value) -> values.put(field.written(), value));
        }
        return text(values);
    }

    private static String text(Map<String, JsonValue> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, new JsonValue.Members(values));
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, JsonValue value) throws IOException {
        if (value instanceof JsonValue.Members members) {
            json.writeStartObject();
            for (Map.Entry<String, JsonValue> member : members.values().entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof JsonValue.Items items) {
            json.writeStartArray();
            for (JsonValue item : items.values()) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof JsonValue.Text string) {
            json.writeString(string.value());
        } else {
            json.writeRawValue(value.shown());
        }
    }
}
