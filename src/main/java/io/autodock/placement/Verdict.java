package io.autodock.placement;

/** Whether one host server can take an app of a request, and if not, why. A refusal is data: all of them are shown. */
public sealed interface Verdict {

    /** The host server judged. */
    String hostServer();

    /** It can take at least one of the apps. */
    record Feasible(String hostServer) implements Verdict {}

    /**
     * It can't, or not all that fell to it.
     *
     * @param sentence why, without the host's name
     */
    record Refused(String hostServer, Reason reason, String sentence) implements Verdict {}

    /** What kept a host server from taking an app. */
    enum Reason {
        PINNED_ELSEWHERE,
        LABEL_DIFFERS,
        NOT_ACTIVE,
        ENGINE_SILENT,
        ENGINE_UNUSABLE,
        AVOIDED,
        IMAGE_ABSENT,
        CROWDED,
        MEMORY_FULL,
        EXACT_PORT_TAKEN,
        NO_FREE_PORT
    }
}
