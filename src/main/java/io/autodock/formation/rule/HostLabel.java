package io.autodock.formation.rule;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/**
 * A label that a host server must have, as an operator set it or as a grain of its minion tells it.
 *
 * @param value exactly what the label must say
 */
public record HostLabel(String name, String value) {

    /** Names of labels of host servers. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,255}");
    private static final String ALLOWED =
            "LABEL=VALUE; a label has letters, digits and . _ / - between them, at most 63, a value is one line";

    public HostLabel {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw AutodockException.invalid("where", name + "=" + value, ALLOWED);
        }
    }

    /** As users write it. */
    public static HostLabel parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw AutodockException.invalid("where", text, ALLOWED);
        }
        return new HostLabel(text.substring(0, equals), text.substring(equals + 1));
    }

    /** As users write it. */
    public String written() {
        return name + "=" + value;
    }
}
