package io.autodock.formation.json;

import java.util.List;
import java.util.Map;

/** A JSON value as it was written: a number keeps its digits, so that nothing is rounded before it is judged. */
sealed interface JsonValue {

    /** As a sentence shows it. */
    String shown();

    /** A string. */
    record Text(String value) implements JsonValue {
        @Override
        public String shown() {
            return value;
        }
    }

    /** A number without fraction and exponent. */
    record Whole(String digits) implements JsonValue {
        @Override
        public String shown() {
            return digits;
        }
    }

    /** Anything else that is no list and no object: another number, true, false, null. */
    record Other(String shown) implements JsonValue {}

    /** A list. */
    record Items(List<JsonValue> values) implements JsonValue {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /** An object, its members in the order written. */
    record Members(Map<String, JsonValue> values) implements JsonValue {
        @Override
        public String shown() {
            return "an object";
        }
    }
}
