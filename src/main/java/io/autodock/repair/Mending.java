package io.autodock.repair;

import io.autodock.cluster.HostServer;
import io.autodock.replacement.FormationInHand;
import io.autodock.verify.Finding;
import java.util.Optional;

/**
 * One finding that is to be mended.
 *
 * @param formation in hand, under its lock; empty for what is no recorded formation's
 * @param host where it is; empty for what is on no host server of the docker cluster
 */
public record Mending(Finding finding, Optional<FormationInHand> formation, Optional<HostServer> host) {

    FormationInHand inHand() {
        return formation.orElseThrow(() -> new IllegalStateException("no formation in hand: " + finding.drift()));
    }

    HostServer at() {
        return host.orElseThrow(() -> new IllegalStateException("no host server: " + finding.drift()));
    }
}
