package io.autodock.failover;

import java.time.Instant;
import java.util.Set;

/**
 * One look at a host server.
 *
 * @param asked when it was asked
 * @param ended when all had answered, or were given up
 * @param heard the signs that it gave
 */
public record Probe(Instant asked, Instant ended, Set<Sign> heard) {

    public Probe {
        heard = Set.copyOf(heard);
    }
}
