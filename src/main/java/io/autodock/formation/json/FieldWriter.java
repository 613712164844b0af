package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Fields that are left out where they say nothing. */
record FieldWriter(JsonGenerator json) {

    void text(OrderField field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field.written(), value.get());
        }
    }

    void number(OrderField field, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field.written(), value.getAsInt());
        }
    }

    void flag(OrderField field, boolean value) throws IOException {
        if (value) {
            json.writeBooleanField(field.written(), true);
        }
    }

    <T> void list(OrderField field, List<T> items, Function<T, String> written) throws IOException {
        if (!items.isEmpty()) {
            everyItem(field, items, written);
        }
    }

    /** A list that is written even when it is empty. */
    <T> void everyItem(OrderField field, List<T> items, Function<T, String> written) throws IOException {
        json.writeArrayFieldStart(field.written());
        for (T item : items) {
            json.writeString(written.apply(item));
        }
        json.writeEndArray();
    }
}
