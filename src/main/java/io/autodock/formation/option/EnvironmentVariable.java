package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One variable of an app's environment. It is kept and shown in clear: what must not be belongs into a secret.
 *
 * @param value any text without a zero character, line ends included
 */
public record EnvironmentVariable(String name, String value) {

    /** The longest value, in bytes. */
    public static final int LONGEST_VALUE = 32_768;

    private static final String FIELD = "env";
    private static final String ALLOWED =
            "NAME=VALUE; a name has letters, digits and _ and begins with no digit, a value at most 32768 bytes";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    public EnvironmentVariable {
        if (!NAME.matcher(name).matches()) {
            throw AutodockException.invalid(FIELD, name, ALLOWED);
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE || value.indexOf('\0') >= 0) {
            throw AutodockException.invalid(FIELD, name + "=(not shown)", ALLOWED + " and no zero character");
        }
    }

    /** As users write it; the value begins behind the first {@code =} and may be empty. */
    public static EnvironmentVariable parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw AutodockException.invalid(FIELD, text, ALLOWED);
        }
        return new EnvironmentVariable(text.substring(0, equals), text.substring(equals + 1));
    }

    /** As users and engines write it. */
    public String written() {
        return name + "=" + value;
    }
}
