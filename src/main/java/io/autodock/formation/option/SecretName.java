package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/** The name of a user's secret, and of its file in the container. */
public record SecretName(String value) {

    /** What users may write. */
    public static final String ALLOWED = "the name of a kept secret: 1 to 63 letters, digits, dots, hyphens and"
            + " underscores, a letter, digit or underscore first; its value is never part of an order";

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,62}");

    /** @throws AutodockException INVALID; what is refused may hold a value, so it is not shown */
    public SecretName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw AutodockException.invalid("secrets", "(not shown)", ALLOWED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
