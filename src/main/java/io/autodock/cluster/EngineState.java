package io.autodock.cluster;

/** What a host server's engine answered when it was last asked. Unknown is not absent. */
public sealed interface EngineState {

    /**
     * It answers and speaks an API that Autodock speaks.
     *
     * @param version the engine's version, e.g. {@code 20.10.24}
     * @param apiVersion the newest API it speaks, e.g. {@code 1.41}
     */
    record Answers(String version, String apiVersion) implements EngineState {}

    /**
     * It answers but cannot be used.
     *
     * @param sentence why: its API range and the range needed
     */
    record Unusable(String sentence) implements EngineState {}

    /**
     * It did not answer in time, or nobody is there.
     *
     * @param sentence what happened
     */
    record Silent(String sentence) implements EngineState {}
}
