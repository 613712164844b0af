package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.EnumSet;
import java.util.Set;

/** What a request asks for. An order names one of the first seven; what is about hosts has calls of its own. */
public enum Operation {
    CREATE,
    EDIT,
    ROLLBACK,
    DELETE,
    VERIFY,
    BACKUP,
    RESTORE,
    /** Moves all apps away from a host server, one by one. */
    DRAIN,
    /** Moves the apps of a host server that was declared lost. */
    FAILOVER,
    /** Moves apps from crowded to idle host servers. */
    REBALANCE,
    /** Moves apps of one formation; part of one of the three before. */
    MOVE,
    /** Treat the apps that are not well; the service asks for it itself, nobody else can. */
    HEAL;

    private static final String ALLOWED = "create, edit, rollback, delete, verify, backup or restore";
    private static final Set<Operation> ORDERED = EnumSet.of(CREATE, EDIT, ROLLBACK, DELETE, VERIFY, BACKUP, RESTORE);

    /** As it stands in JSON, in lower case. */
    public static Operation parse(String text) {
        return ORDERED.stream()
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
            case BACKUP -> "backup";
            case RESTORE -> "restore";
            case HEAL -> "heal";
            case DRAIN -> "drain";
            case FAILOVER -> "failover";
            case REBALANCE -> "rebalance";
            case MOVE -> "move";
        };
    }

    /** Whether it changes a formation that stands, of which one at a time is accepted. */
    public boolean changes() {
        return this == EDIT || this == ROLLBACK;
    }
}
