package io.autodock.verify;

import java.util.Comparator;

/**
 * One difference between what is recorded and what runs.
 *
 * @param subject the hostname or host server it is about
 * @param sentence what is found, for people
 */
public record Drift(Kind kind, String subject, String sentence) implements Comparable<Drift> {

    private static final Comparator<Drift> ORDER =
            Comparator.comparing(Drift::subject).thenComparing(Drift::kind).thenComparing(Drift::sentence);

    /** What kind of difference. */
    public enum Kind {
        /** The host server's engine does not answer: its apps are unknown, not absent. */
        HOST_UNKNOWN,
        /** The app's container is not there. */
        APP_GONE,
        /** The app's container is there but does not run. */
        APP_NOT_RUNNING,
        /** The app's container was made from another spec, or has other limits or ports than its record. */
        APP_DIFFERS,
        /** A container with our labels that no record knows. */
        CONTAINER_UNRECORDED,
        /** A container that its engine does not let go of. */
        CONTAINER_LEFT
    }

    @Override
    public int compareTo(Drift other) {
        return ORDER.compare(this, other);
    }

    /** One line of a report. */
    public String line() {
        return subject + ": " + sentence;
    }
}
