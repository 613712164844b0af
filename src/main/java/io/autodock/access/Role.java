package io.autodock.access;

/** What a token lets its holder do. */
public enum Role {
    /** Everything, for every user. */
    OPERATOR,
    /** The formations of one user. */
    USER,
    /** Handing over events of the Salt bus, and nothing else. */
    DELIVERY;

    /** As it stands in JSON and on the command line. */
    public String lowerCase() {
        return switch (this) {
            case OPERATOR -> "operator";
            case USER -> "user";
            case DELIVERY -> "delivery";
        };
    }
}
