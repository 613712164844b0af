package io.autodock.console;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a container's output are wanted: the last ones.
 *
 * @param tail how many at most, 1 to {@link #MOST_LINES}
 * @param after only what was written after that moment
 */
public record LogQuery(int tail, Optional<Instant> after) {

    /** The most lines of one app. */
    public static final int MOST_LINES = 10_000;

    public LogQuery {
        if (tail < 1 || tail > MOST_LINES) {
            throw new IllegalArgumentException("tail outside 1 to " + MOST_LINES + ": " + tail);
        }
    }
}
