package io.autodock.cluster;

import java.time.Instant;
import java.util.Map;

/**
 * Host servers that were declared dead, and have not come back cleaned up since. Declaring is one transaction: of several
 * instances that see the same silence one declares it.
 */
public interface HostLosses {

    /**
     * One host server that is taken for dead.
     *
     * @param since the first sign that was missed
     * @param reason one sentence: which signs are missing
     */
    record HostLoss(String hostServer, Instant since, String reason) {}

    /** What is lost at this moment, by host server. */
    Map<String, HostLoss> lost();

    /** Declares a host server lost; false when it stood as lost already. */
    boolean declare(HostLoss loss);

    /** Takes the host server back: its engine answers, and nothing stale is left there. */
    void takeBack(String hostServer);
}
