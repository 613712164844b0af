package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Arrays;

/** What a request asks for. */
public enum Operation {
    CREATE,
    DELETE,
    VERIFY;

    private static final String ALLOWED = "create, delete or verify";

    /** As it stands in JSON, in lower case. */
    public static Operation parse(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.lowerCase().equals(text))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid(
                        "operation", text, text.equals("edit") ? ALLOWED + "; edit is not available yet" : ALLOWED));
    }

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case CREATE -> "create";
            case DELETE -> "delete";
            case VERIFY -> "verify";
        };
    }
}
