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

    /** This host server can't (engine silent, disk full, image not to be had, the name held by a stranger's container); nothing of the attempt is left, or its engine is silent. Another host may do. */
    record HostRefused(String hostname, String sentence) implements RunOutcome {}

    /** The app itself fails (its container ends at once, its command is missing); no host will do. */
    record AppFailed(String hostname, String sentence) implements RunOutcome {}
}
