package io.autodock.formation;

/** What a request asks for. */
public enum Operation {
    CREATE,
    DELETE,
    VERIFY;

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case CREATE -> "create";
            case DELETE -> "delete";
            case VERIFY -> "verify";
        };
    }
}
