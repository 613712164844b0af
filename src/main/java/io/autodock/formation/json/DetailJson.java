package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.autodock.formation.FormationId;
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

    private DetailJson() {}

    /** The spec of a create, or what else the operation needs to know; empty for nothing. */
    public static String write(Order order) {
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
            case CREATE, VERIFY, DRAIN, FAILOVER, REBALANCE, MOVE -> OrderDetail.nothing();
        };
    }

    /** The order in a text that {@link #write} made of it, without key and token. */
    public static Order order(Operation operation, Optional<FormationId> formation, String text) {
        Optional<Spec> spec = operation == Operation.CREATE ? Optional.of(SpecJson.read(text)) : Optional.empty();
        return new Order(operation, formation, spec, Optional.empty(), Optional.empty(), read(operation, text));
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
