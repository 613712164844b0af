package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/** The name of a formation, unique among its user's. */
public record FormationName(String value) implements Comparable<FormationName> {

    static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    /** What a refusal says is allowed. */
    public static final String ALLOWED = "1 to 32 lower-case letters, digits and inner hyphens";

    public FormationName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw AutodockException.invalid("formation", value, ALLOWED);
        }
    }

    @Override
    public int compareTo(FormationName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
