package io.autodock.container;

/** What became of an app's container that was to go. */
public sealed interface RemoveOutcome {

    /** The app's hostname. */
    String hostname();

    /** The engine shows none of that formation's under this name any more. */
    record Removed(String hostname) implements RemoveOutcome {}

    /**
     * It is still there, whatever was tried.
     *
     * @param sentence host server, container and its state
     */
    record StillThere(String hostname, String sentence) implements RemoveOutcome {}

    /**
     * Nobody knows: the engine is silent. Unknown is not absent.
     *
     * @param sentence what happened
     */
    record Unknown(String hostname, String sentence) implements RemoveOutcome {}
}
