package io.autodock.backup;

import io.autodock.formation.BootstrapMode;
import java.util.Set;

/**
 * What no backup holds: the private keys that Autodock put into the container. An app that is brought back gets new ones.
 * Without bootstrap, whatever keys there are belong to the image or its users.
 */
public final class PrivateFiles {

    private static final Set<String> OURS = Set.of("etc/salt/pki/minion/minion.pem", "etc/ssh/ssh_host_ed25519_key");

    private PrivateFiles() {}

    /** Their paths, without a leading slash. */
    public static Set<String> of(BootstrapMode bootstrap) {
        return bootstrap == BootstrapMode.NONE ? Set.of() : OURS;
    }
}
