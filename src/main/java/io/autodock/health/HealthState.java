package io.autodock.health;

import java.util.Locale;

/** What is known of how an app is. */
public enum HealthState {
    /** It has not been well since its start, and still has time to become so. */
    STARTING,
    /** It was well when it was last looked at, or has failed fewer looks in a row than count. */
    HEALTHY,
    /** It failed so many looks in a row that it must not serve. */
    UNHEALTHY;

    /** As it stands in JSON. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
