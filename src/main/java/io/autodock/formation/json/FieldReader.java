package io.autodock.formation.json;

import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of one object, read one by one; what is wrong with them is gathered, and a wrong field reads as absent. */
final class FieldReader {

    /** Enough to tell what is wrong; an input may hold a million names. */
    private static final int MOST_UNKNOWN = 50;

    private static final String NOT_SHOWN = "(not shown)";

    private final Map<String, JsonValue> values;
    private final List<Problem> problems;

    FieldReader(Map<String, JsonValue> values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
        values.keySet().stream()
                .filter(name -> !OrderField.isKnown(name))
                .limit(MOST_UNKNOWN)
                .map(OrderField::unknown)
                .forEach(problems::add);
    }

    boolean has(OrderField field) {
        return values.containsKey(field.written());
    }

    /** A string, as its parser believes it. */
    <T> Optional<T> text(OrderField field, Function<String, T> parser) {
        return present(field)
                .flatMap(value -> value instanceof JsonValue.Text text
                        ? attempt(() -> parser.apply(text.value()))
                        : refuse(field, value, "a string"));
    }

    /** A whole number or a string; what else there is ({@code 100.5}, {@code null}, a list) no parser of a number takes. */
    <T> Optional<T> number(OrderField field, Function<String, T> parser) {
        return present(field).flatMap(value -> attempt(() -> parser.apply(value.shown())));
    }

    /** A list of at most so many strings or whole numbers; a wrong item reads as absent. */
    <T> List<T> list(OrderField field, int most, Function<String, T> parser) {
        List<T> read = new ArrayList<>();
        @Nullable JsonValue value = values.get(field.written());
        if (value instanceof JsonValue.Items items && items.values().size() <= most) {
            for (JsonValue item : items.values()) {
                attempt(() -> parser.apply(item.shown())).ifPresent(read::add);
            }
        } else if (value != null) {
            refuse(field, value, "a list of at most " + most + " strings");
        }
        return read;
    }

    /** A list of {@code NAME=VALUE}, or an object of names and values. */
    <T> List<T> pairs(OrderField field, int most, Function<String, T> parser) {
        @Nullable JsonValue value = values.get(field.written());
        List<T> read = new ArrayList<>();
        if (value instanceof JsonValue.Members members && members.values().size() <= most) {
            members.values().forEach((name, item) -> scalar(field, item)
                    .flatMap(text -> attempt(() -> parser.apply(name + "=" + text)))
                    .ifPresent(read::add));
        } else if (value instanceof JsonValue.Items items && items.values().size() <= most) {
            items.values().stream()
                    .flatMap(item -> scalar(field, item).stream())
                    .forEach(text -> attempt(() -> parser.apply(text)).ifPresent(read::add));
        } else if (value != null) {
            refuse(field, value, "a list of at most " + most + " strings, or an object of as many");
        }
        return read;
    }

    /** A line to be parted into words, or a list of the words themselves. */
    <T> Optional<T> words(OrderField field, Function<String, T> ofLine, Function<List<String>, T> ofWords) {
        @Nullable JsonValue value = values.get(field.written());
        if (!(value instanceof JsonValue.Items items)) {
            return text(field, ofLine);
        }
        List<String> words = items.values().stream()
                .flatMap(item -> scalar(field, item).stream())
                .toList();
        return words.size() < items.values().size() ? Optional.empty() : attempt(() -> ofWords.apply(words));
    }

    /** A string, or another value that reads as one; {@code null}, a list and an object do not. */
    private Optional<String> scalar(OrderField field, JsonValue value) {
        boolean nothing = value.equals(new JsonValue.Other("null"));
        return nothing || value instanceof JsonValue.Items || value instanceof JsonValue.Members
                ? refuse(field, value, "a string in its place")
                : Optional.of(value.shown());
    }

    /** What only has to be 1 to {@code most} printable ASCII characters; a secret is never shown. */
    Optional<String> printable(OrderField field, int most, boolean secret) {
        @Nullable JsonValue value = values.get(field.written());
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonValue.Text text && isPrintable(text.value(), most)) {
            return Optional.of(text.value());
        }
        problems.add(new Problem(
                field.written(),
                secret ? NOT_SHOWN : value.shown(),
                "a string of 1 to " + most + " printable ASCII characters"));
        return Optional.empty();
    }

    /** What the supplier makes, or empty and its problems gathered. */
    <T> Optional<T> attempt(Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (AutodockException refused) {
            problems.addAll(refused.problems());
            return Optional.empty();
        }
    }

    /** Tells when the field is missing. */
    void require(OrderField field, String allowed) {
        if (!has(field)) {
            problems.add(new Problem(field.written(), "", allowed + "; it is missing"));
        }
    }

    /** Tells when the field is there although the operation has no use for it: nothing that was sent is ignored. */
    void forbid(OrderField field, Operation operation) {
        if (has(field)) {
            String value = present(field).map(JsonValue::shown).orElse("");
            problems.add(new Problem(field.written(), value, "nothing with operation " + operation.lowerCase()));
        }
    }

    private Optional<JsonValue> present(OrderField field) {
        return Optional.ofNullable(values.get(field.written()));
    }

    private <T> Optional<T> refuse(OrderField field, JsonValue value, String allowed) {
        problems.add(new Problem(field.written(), value.shown(), allowed));
        return Optional.empty();
    }

    private static boolean isPrintable(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && text.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }
}
