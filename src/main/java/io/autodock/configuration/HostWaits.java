package io.autodock.configuration;

import java.time.Duration;

/**
 * How host servers are watched.
 *
 * @param probePeriod between two looks at each
 * @param probeLimit one look
 * @param grace how long all of a host's signs must be silent before it counts as dead
 * @param minion how long its minion's answer is waited for
 * @param relocationPause between two tries to move what found no place elsewhere
 */
public record HostWaits(
        Duration probePeriod, Duration probeLimit, Duration grace, Duration minion, Duration relocationPause) {

    /** For real hosts. */
    public static final HostWaits FIELD = new HostWaits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));

    /** For the lab. */
    public static final HostWaits LAB = new HostWaits(
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
}
