package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerFile;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One app to make a working minion.
 *
 * @param formation whose app it is; its minion carries the two names as grains
 * @param sshPort host port that leads to its sshd
 * @param salt what its minion needs; empty where there is no Salt master: then only SSH is tried
 */
public record BootstrapOrder(
        HostServer host,
        FormationId formation,
        String hostname,
        String containerId,
        int sshPort,
        BootstrapMode mode,
        Optional<SaltIdentity> salt) {

    private static final Pattern HOSTNAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public BootstrapOrder {
        if (!HOSTNAME.matcher(hostname).matches()) {
            throw AutodockException.invalid("hostname", hostname, "a hostname label in lower case");
        }
    }

    /** The minion's key files; copied in through the engine, since a script's text can be read in the process list. */
    public List<ContainerFile> keyFiles() {
        return salt.map(SaltIdentity::files).orElse(List.of());
    }

    /** {@code app on host (address:port)}, for sentences. */
    public String where() {
        return hostname + " on " + host.name() + " (" + host.address() + ":" + sshPort + ")";
    }

    /**
     * What makes the container a minion of our master.
     *
     * @param keys the minion's key pair; the public half has been accepted by the master
     * @param masterPublicKey pinned in the minion
     */
    public record SaltIdentity(MinionKeyPair keys, String masterPublicKey) {

        private static final String DIRECTORY = "/etc/salt/pki/minion/";

        List<ContainerFile> files() {
            return List.of(
                    new ContainerFile(DIRECTORY + "minion.pem", 0400, keys.privatePem()),
                    new ContainerFile(DIRECTORY + "minion.pub", 0644, keys.publicPem()),
                    new ContainerFile(DIRECTORY + "minion_master.pub", 0644, masterPublicKey));
        }
    }
}
