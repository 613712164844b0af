package io.autodock.health;

import io.autodock.formation.App;
import java.util.Optional;

/** How apps are, as far as this instance of the service has seen. */
public interface AppHealth {

    /** How an app is; empty where nothing is looked at, or nothing was seen yet. */
    Optional<Health> of(App app);

    /**
     * Whether traffic may go to an app: it is known to be well, or nothing is known against it. After a start of the
     * service everything serves until a look says otherwise.
     */
    default boolean isServing(App app) {
        return of(app).map(health -> health.state() == HealthState.HEALTHY).orElse(true);
    }
}
