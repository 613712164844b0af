package io.autodock.cli.formation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order that takes what was given, and nothing for what was not. */
record OrderFields(Map<String, Object> order) {

    void add(String field, @Nullable String value) {
        if (value != null) {
            order.put(field, value);
        }
    }

    void addAll(String field, List<String> values) {
        if (!values.isEmpty()) {
            order.put(field, List.copyOf(values));
        }
    }
}
