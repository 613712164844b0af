package io.autodock.container;

/** How a call to an engine failed. */
public sealed interface EngineFailure {

    /** A sentence for people; names the host server where the cause did. */
    String sentence();

    /** No answer: the call may have been carried out. */
    record Silent(String sentence) implements EngineFailure {}

    /**
     * The engine said no.
     *
     * @param status its HTTP status; 0 where the no came some other way
     * @param sentence its own message
     */
    record Refused(int status, String sentence) implements EngineFailure {}
}
