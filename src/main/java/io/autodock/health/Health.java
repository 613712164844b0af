package io.autodock.health;

import io.autodock.formation.rule.HealthCheck;
import java.time.Duration;
import java.time.Instant;

/**
 * How an app is, told from all looks at it so far. Pure: a look more makes another one.
 *
 * @param since when it came into this state; for {@code STARTING} when it was started
 * @param failures looks in a row that failed and count
 * @param last what the last look found
 */
public record Health(HealthState state, Instant since, int failures, Finding last) {

    /** Who is waited for is looked at often. */
    private static final Duration WHILE_STARTING = Duration.ofSeconds(1);

    /** An app that was started at that moment. */
    public static Health starting(Instant since) {
        return new Health(HealthState.STARTING, since, 0, new Finding.Unknown("it was not looked at yet"));
    }

    /** How it is after one look more. */
    public Health after(HealthCheck check, Finding found, Instant now) {
        if (found instanceof Finding.Well) {
            return state == HealthState.HEALTHY
                    ? new Health(state, since, 0, found)
                    : new Health(HealthState.HEALTHY, now, 0, found);
        }
        if (found instanceof Finding.Unknown) {
            return new Health(state, since, failures, found);
        }
        if (found instanceof Finding.Ended) {
            return unhealthy(Math.max(failures, check.retries()), found, now);
        }
        return unwell(check, found, now);
    }

    private Health unwell(HealthCheck check, Finding found, Instant now) {
        if (state == HealthState.STARTING && now.isBefore(since.plus(check.startPeriod()))) {
            return new Health(state, since, 0, found);
        }
        int more = failures + 1;
        return more < check.retries()
                ? new Health(state, since, more, found)
                : unhealthy(Math.min(more, check.retries()), found, now);
    }

    private Health unhealthy(int count, Finding found, Instant now) {
        Instant from = state == HealthState.UNHEALTHY ? since : now;
        return new Health(HealthState.UNHEALTHY, from, count, found);
    }

    /** How long until the next look. */
    public Duration pause(HealthCheck check) {
        boolean waitedFor = state == HealthState.STARTING && WHILE_STARTING.compareTo(check.interval()) < 0;
        return waitedFor ? WHILE_STARTING : check.interval();
    }
}
