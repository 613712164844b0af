package io.autodock.bootstrap;

import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import java.util.Map;
import java.util.Optional;

/** Orders for tests. */
public final class Orders {

    public static final HostServer HOST = new HostServer(
            "dldocker01", "127.0.0.1", new EngineEndpoint.MutualTls("127.0.0.1", 2376), "dldocker01", Map.of(), true);

    private Orders() {}

    public static BootstrapOrder salted(String hostname, BootstrapMode mode) {
        MinionKeyPair keys = new MinionKeyPair("PUBLIC\n", "PRIVATE\n", "f00d");
        return order(hostname, 9023, mode, Optional.of(new SaltIdentity(keys, "MASTER\n")));
    }

    public static BootstrapOrder plain(String hostname, int sshPort) {
        return order(hostname, sshPort, BootstrapMode.CRON, Optional.empty());
    }

    private static BootstrapOrder order(
            String hostname, int sshPort, BootstrapMode mode, Optional<SaltIdentity> identity) {
        return new BootstrapOrder(
                HOST, FormationId.of("cholcomb", "owncloud"), hostname, "c0ffee", sshPort, mode, identity);
    }
}
