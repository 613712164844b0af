package io.autodock.container;

import io.autodock.placement.HeldPort;

/** What became of one attempt to run an app's container on a host server. A refusal is data: the request goes on with it. */
public sealed interface RunOutcome {

    /** The app's hostname. */
    String hostname();

    /**
     * It runs, with the limits and ports asked for, as read back from the engine.
     *
     * @param containerId the engine's id
     */
    record Running(String hostname, String containerId) implements RunOutcome {}

    /** A host port was held by a stranger; nothing of the attempt is left. The next port may do. */
    record PortTaken(String hostname, HeldPort port, String sentence) implements RunOutcome {}

    /**
     * This host server can't (engine silent, disk full, image not to be had, the name held by a stranger's container).
     * Another host may do.
     *
     * @param mayBeLeft whether a container of this attempt may still stand there, because the engine fell silent or did
     *     not let go of it: then name, ports and memory on this host must stay reserved until it is removed
     */
    record HostRefused(String hostname, String sentence, boolean mayBeLeft) implements RunOutcome {

        /** Refused, and nothing of the attempt is left. */
        public HostRefused(String hostname, String sentence) {
            this(hostname, sentence, false);
        }
    }

    /** The app itself fails (its container ends at once, its command is missing); no host will do. */
    record AppFailed(String hostname, String sentence) implements RunOutcome {}
}
