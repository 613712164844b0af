package io.autodock.restart;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an app has ended in a row, and when it was last to be started. Pure.
 *
 * @param deaths at least 1
 * @param due when it is to be started for the last of them
 */
public record Streak(int deaths, Instant due) {

    /** One that has lived that long begins anew. */
    public static final Duration A_LIFE = Duration.ofSeconds(10);

    private static final Duration FIRST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 7;

    /** The first death of an app. */
    public static Streak first(Instant now) {
        return new Streak(1, now);
    }

    /** The next death: after a life the first again, else one more, with a rest that doubles. */
    public Streak next(Instant now) {
        if (now.isAfter(due.plus(A_LIFE))) {
            return first(now);
        }
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, deaths - 1));
        return new Streak(deaths + 1, now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST));
    }
}
