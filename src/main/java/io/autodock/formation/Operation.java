package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Arrays;

/** What a request asks for. */
public enum Operation {
    CREATE,
    EDIT,
    ROLLBACK,
    DELETE,
    VERIFY;

    private static final String ALLOWED = "create, edit, rollback, delete or verify";

    /** As it stands in JSON, in lower case. */
    public static Operation parse(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.lowerCase().equals(text))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid("operation", text, ALLOWED));
    }

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case CREATE -> "create";
            case EDIT -> "edit";
            case ROLLBACK -> "rollback";
            case DELETE -> "delete";
            case VERIFY -> "verify";
        };
    }

    /** Whether it changes a formation that stands, of which one at a time is accepted. */
    public boolean changes() {
        return this == EDIT || this == ROLLBACK;
    }
}
