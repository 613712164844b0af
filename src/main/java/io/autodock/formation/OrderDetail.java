package io.autodock.formation;

import java.util.Optional;
import java.util.OptionalInt;

/** What an order says beside the spec of a create. */
public sealed interface OrderDetail {

    /** Nothing more. */
    static OrderDetail nothing() {
        return new Nothing();
    }

    /** Nothing more. */
    record Nothing() implements OrderDetail {}

    /**
     * An edit: only the fields named change.
     *
     * @param fields the fields of the spec that change, as a JSON object; each holds for itself
     * @param maxUnavailable how many apps may be missing at once while they are replaced; empty for 1
     * @param base what the formation must be like, by its tag; empty for whatever it is like
     */
    record Change(String fields, OptionalInt maxUnavailable, Optional<String> base) implements OrderDetail {}

    /**
     * Back to the last good spec.
     *
     * @param maxUnavailable how many apps may be missing at once while they are replaced; empty for 1
     */
    record Rollback(OptionalInt maxUnavailable) implements OrderDetail {}

    /** A removal that takes the volumes that were made for the apps along. */
    record WithVolumes() implements OrderDetail {}

    /** A backup, or the restore of one. */
    record Backups(BackupPlace place) implements OrderDetail {}

    /** How many apps may be missing at once while they are replaced: 1 where nothing is said. */
    default int mostMissing() {
        if (this instanceof Change change) {
            return change.maxUnavailable().orElse(1);
        }
        return this instanceof Rollback rollback ? rollback.maxUnavailable().orElse(1) : 1;
    }
}
