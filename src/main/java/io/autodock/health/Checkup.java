package io.autodock.health;

import io.autodock.cluster.HostServer;
import io.autodock.formation.App;
import io.autodock.formation.rule.HealthCheck;
import java.time.Instant;

/**
 * One app under observation.
 *
 * @param due when it is to be looked at next
 */
public record Checkup(HostServer host, App app, HealthCheck check, Health health, Instant due) {

    /** One that begins with an app that was started at that moment, and looks at it at once. */
    public static Checkup starting(HostServer host, App app, HealthCheck check, Instant since) {
        return new Checkup(host, app, check, Health.starting(since), since);
    }

    /** The same after one look. */
    public Checkup after(Finding found, Instant now) {
        Health next = health.after(check, found, now);
        return new Checkup(host, app, check, next, now.plus(next.pause(check)));
    }

    /** Whether it is known to be well or not. */
    public boolean isDecided() {
        return health.state() != HealthState.STARTING;
    }

    /** Whether it is time to look. */
    public boolean isDue(Instant now) {
        return !due.isAfter(now);
    }
}
