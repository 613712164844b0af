package io.autodock.bootstrap;

/** What became of one app's bootstrap. */
public sealed interface BootstrapOutcome {

    /** The app's hostname. */
    String hostname();

    /**
     * It is what was asked for.
     *
     * @param verdict one sentence for people: {@code highstate: 3 of 3 states true}
     */
    record Bootstrapped(String hostname, String verdict) implements BootstrapOutcome {}

    /**
     * It failed for good.
     *
     * @param sentence names the app and the cause: for a highstate the failing state's id and comment
     */
    record Failed(String hostname, String sentence) implements BootstrapOutcome {}
}
