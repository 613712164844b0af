package io.autodock.hint;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Folds what is asked for again and again: a first look at once, and after a rest one more for all that came meanwhile, so
 * that the last look begins after the last hint. Safe for many threads.
 */
final class Folds {

    /** Beyond so many at a time, which nobody's containers do by themselves, single looks are given up for one at everything. */
    static final int MOST = 20;

    private final Map<String, Instant> next = new HashMap<>();

    /**
     * When to look at a subject.
     *
     * @param rest between the looks at one subject
     * @return how long from now; empty when a look that is still to come serves
     */
    synchronized Optional<Duration> delay(String subject, Instant now, Duration rest) {
        next.values().removeIf(at -> at.plus(rest).isBefore(now));
        Instant last = next.get(subject);
        if (last != null && last.isAfter(now)) {
            return Optional.empty();
        }
        Instant at = last == null || !last.plus(rest).isAfter(now) ? now : last.plus(rest);
        next.put(subject, at);
        return Optional.of(Duration.between(now, at));
    }

    /** Whether there are too many subjects to look at each by itself. */
    synchronized boolean crowded() {
        return next.size() >= MOST;
    }
}
