package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A label that the formation's containers carry beside Autodock's own. */
public record Label(String name, String value) {

    /** Autodock finds its containers by labels that begin so: nobody else writes them. */
    public static final String OURS = "io.autodock";

    private static final String FIELD = "labels";
    private static final String ALLOWED =
            "NAME=VALUE; a name has letters, digits and . _ / - between them, at most 128,"
                    + " and does not begin with " + OURS + "; a value is one line of at most 4096 characters";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");
    private static final int LONGEST_VALUE = 4_096;

    public Label {
        boolean ours = name.toLowerCase(Locale.ROOT).startsWith(OURS);
        if (!NAME.matcher(name).matches() || ours || value.length() > LONGEST_VALUE || !OneLine.is(value)) {
            throw AutodockException.invalid(FIELD, name + "=" + value, ALLOWED);
        }
    }

    /** As users write it; without {@code =} the value is empty, as {@code docker run} takes it. */
    public static Label parse(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? new Label(text, "") : new Label(text.substring(0, equals), text.substring(equals + 1));
    }

    /** As users write it. */
    public String written() {
        return name + "=" + value;
    }
}
