package io.autodock.health;

import io.autodock.formation.rule.RestartPolicy;
import java.time.Duration;
import java.time.Instant;

/** What is done with an app, decided from how it is and what was done before. Pure. */
public sealed interface Treatment {

    /** Nothing, or nothing yet. */
    record Leave() implements Treatment {}

    /** Its container is restarted. */
    record Restart() implements Treatment {}

    /** Its container is replaced by a new one of the same name, since restarting it did not help. */
    record Replace() implements Treatment {}

    /**
     * What was done lately with an app, by whichever instance.
     *
     * @param times how many treatments; 0 where there was none lately
     * @param last when the last one was; any time where there was none
     */
    record History(int times, Instant last) {

        /** Nothing was done lately. */
        public static final History NONE = new History(0, Instant.EPOCH);

        /** The same with one treatment more. */
        public History with(Instant now) {
            return new History(times + 1, now);
        }
    }

    /** The longest pause between two treatments of an app. */
    Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /**
     * The treatment that an app is due for: a restart, then replacements, with pauses that double. One that is well, that
     * has ended, or that is never to be restarted is left alone.
     *
     * @param restart the formation's own policy: {@code no} stands for apps too that are not well
     */
    static Treatment of(Checkup checkup, RestartPolicy restart, History history, Instant now) {
        boolean ill = checkup.health().state() == HealthState.UNHEALTHY
                && !(checkup.health().last() instanceof Finding.Ended);
        if (!ill || restart instanceof RestartPolicy.Never || now.isBefore(nextTime(checkup, history))) {
            return new Leave();
        }
        return history.times() == 0 ? new Restart() : new Replace();
    }

    private static Instant nextTime(Checkup checkup, History history) {
        if (history.times() == 0) {
            return Instant.EPOCH;
        }
        long doubled = checkup.check().interval().toMillis() << Math.min(history.times(), 20);
        return history.last().plusMillis(Math.min(doubled, LONGEST_PAUSE.toMillis()));
    }
}
