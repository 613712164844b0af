package io.autodock.balance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one balancer was last told of one formation.
 *
 * @param fingerprint of the file that it has; empty when it has none
 * @param members {@code HOST:PORT} of the apps in that file
 * @param confirmed when it was last confirmed to serve it; empty for never
 * @param error why the latest change is not served, in one sentence; empty when it is
 */
public record Served(
        String balancer, String fingerprint, List<String> members, Optional<Instant> confirmed, String error) {

    public Served {
        members = List.copyOf(members);
    }
}
