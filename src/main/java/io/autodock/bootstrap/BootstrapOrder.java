package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import io.autodock.formation.BootstrapMode;
import java.util.Optional;

/**
 * One app to make a working minion.
 *
 * @param sshPort host port that leads to its sshd
 * @param salt what its minion needs; empty where there is no Salt master: then only SSH is tried
 */
public record BootstrapOrder(
        HostServer host,
        String hostname,
        String containerId,
        int sshPort,
        BootstrapMode mode,
        Optional<SaltIdentity> salt) {

    /**
     * What makes the container a minion of our master.
     *
     * @param keys the minion's key pair; the public half has been accepted by the master
     * @param masterPublicKey pinned in the minion
     */
    public record SaltIdentity(MinionKeyPair keys, String masterPublicKey) {}
}
