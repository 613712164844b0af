package io.autodock.edit;

/**
 * One field that changes.
 *
 * @param field by its name in JSON
 * @param from what it says now; empty for nothing
 * @param to what it is to say; empty for nothing
 */
public record FieldChange(String field, String from, String to, Way way) {

    /** For people: {@code ram 100M -> 200M}. */
    public String sentence() {
        return field + " " + shown(from) + " -> " + shown(to);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }
}
