package io.autodock.repair;

/** What became of a container that was to be brought to life. */
public sealed interface RevivalOutcome {

    /** It runs, and what should run in it does. */
    record Alive() implements RevivalOutcome {}

    /**
     * It does not.
     *
     * @param sentence why
     */
    record Dead(String sentence) implements RevivalOutcome {}
}
