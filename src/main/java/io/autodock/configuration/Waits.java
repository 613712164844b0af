package io.autodock.configuration;

import java.time.Duration;

/**
 * How long things are waited for, and how often they are looked at.
 *
 * @param etcdCall one call to etcd
 * @param claimLease how long a dead instance's requests wait before another takes them over; at least 5 s
 * @param lookPeriod between looks for requests that nobody has claimed
 * @param sweepPeriod between tries to remove what an engine would not let go of
 * @param inboxPeriod between looks into the inbox
 * @param inboxQuiet how long a dropped file must not have changed
 * @param inboxGrace how long a file that is not whole JSON may stay unchanged
 * @param removal how long one container's removal may take
 * @param stopping how long a container may take to end by itself before it is killed
 * @param settling how old a container must be before a formation counts as made
 * @param cluster a look at all host servers
 * @param patience how long a request may wait for etcd or Salt to answer again before it fails
 */
public record Waits(
        Duration etcdCall,
        Duration claimLease,
        Duration lookPeriod,
        Duration sweepPeriod,
        Duration inboxPeriod,
        Duration inboxQuiet,
        Duration inboxGrace,
        Duration removal,
        Duration stopping,
        Duration settling,
        Duration cluster,
        Duration patience) {

    /** For real hosts. */
    public static final Waits FIELD = new Waits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(4_500),
            Duration.ofMinutes(15));

    /** For the lab. */
    public static final Waits LAB = new Waits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMillis(4_500),
            Duration.ofSeconds(90));
}
