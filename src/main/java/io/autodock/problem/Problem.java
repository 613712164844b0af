package io.autodock.problem;

/**
 * One thing that is wrong with an input: which field, what it held, and what is allowed there.
 *
 * @param field the field's name as users write it, e.g. {@code hostname-scheme}
 * @param value the value as it was sent, shortened to {@value #LONGEST_VALUE} characters, control characters made visible
 * @param allowed what the field allows, e.g. {@code 1 to 1000}
 */
public record Problem(String field, String value, String allowed) {

    /** Longer values are cut: a sentence is read by people. */
    public static final int LONGEST_VALUE = 120;

    public Problem {
        value = shown(value);
    }

    /** The one clear sentence: field, value, what is allowed. */
    public String sentence() {
        return field + " \"" + value + "\" is not allowed; allowed is " + allowed;
    }

    private static String shown(String value) {
        StringBuilder out = new StringBuilder();
        value.codePoints().limit(LONGEST_VALUE).forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                out.append(String.format("\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return value.codePointCount(0, value.length()) > LONGEST_VALUE ? out + "…" : out.toString();
    }
}
