package io.autodock.edit;

import java.util.Set;

/** How a change of a field is made. */
public enum Way {
    /** The formation gets or loses apps. */
    SCALE,
    /** The containers go on running. */
    IN_PLACE,
    /** Every app gets a new container. */
    REPLACE,
    /** It is written down, and counts for what happens from now on. */
    RECORD;

    private static final Set<String> LIMITS = Set.of("cpu-shares", "ram");
    private static final Set<String> RULES = Set.of(
            "where",
            "max-per-host",
            "spread",
            "restart",
            "on-host-loss",
            "health",
            "health-interval",
            "health-retries",
            "health-start-period");
    /** Only the balancers are told. */
    private static final Set<String> TRAFFIC = Set.of(
            "url", "balance", "balance-port", "balance-tls", "balance-body", "balance-timeout", "balance-snippet");

    /** The way of a field, by its name in JSON. What nothing is known of is part of the container. */
    public static Way of(String field) {
        if (field.equals("number")) {
            return SCALE;
        }
        if (LIMITS.contains(field)) {
            return IN_PLACE;
        }
        return RULES.contains(field) || TRAFFIC.contains(field) ? RECORD : REPLACE;
    }

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case SCALE -> "scale";
            case IN_PLACE -> "in-place";
            case REPLACE -> "replace";
            case RECORD -> "record";
        };
    }
}
