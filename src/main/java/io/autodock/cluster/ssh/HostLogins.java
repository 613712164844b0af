package io.autodock.cluster.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to host servers with one key, and only where the host shows the key that the known_hosts file has for it. A file
 * that changes is read again; without a file no host is known, and none is logged in to.
 */
public final class HostLogins implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int HEARTBEATS_UNANSWERED = 2;

    private final Path keyFile;
    private final Optional<Path> knownHosts;
    private @Nullable SshClient client;

    /**
     * Connects to nothing yet, and starts nothing before it is needed.
     *
     * @param keyFile an OpenSSH private key without passphrase
     * @param knownHosts the keys of the hosts, as ssh keeps them
     */
    public HostLogins(Path keyFile, Optional<Path> knownHosts) {
        this.keyFile = keyFile;
        this.knownHosts = knownHosts;
    }

    private synchronized SshClient client() {
        SshClient ready = client;
        if (ready == null) {
            ready = started();
            client = ready;
        }
        return ready;
    }

    private SshClient started() {
        SshClient fresh = SshClient.setUpDefaultClient();
        // Nothing of the local user's own ~/.ssh takes part.
        fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        fresh.setKeyIdentityProvider(new FileKeyPairProvider(keyFile));
        fresh.setServerKeyVerifier(verifier(knownHosts));
        fresh.setSignatureFactories(ed25519First(fresh.getSignatureFactories()));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(fresh, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(fresh, HEARTBEATS_UNANSWERED);
        fresh.start();
        return fresh;
    }

    private static ServerKeyVerifier verifier(Optional<Path> knownHosts) {
        return knownHosts
                .<ServerKeyVerifier>map(
                        file -> new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file))
                .orElse(RejectAllServerKeyVerifier.INSTANCE);
    }

    /** A server shows one key, of the first kind that both know: the kind that known_hosts files are made of today. */
    private static List<NamedFactory<Signature>> ed25519First(List<NamedFactory<Signature>> factories) {
        List<NamedFactory<Signature>> ordered = new ArrayList<>(factories);
        ordered.sort(Comparator.comparing(factory -> !factory.getName().equals("ssh-ed25519")));
        return ordered;
    }

    /**
     * A session on a host; whoever asks for it closes it.
     *
     * @throws IOException when nobody answers, the host shows another key, or it does not know ours
     */
    ClientSession open(String user, String address, int port) throws IOException {
        ClientSession session =
                client().connect(user, address, port).verify(CONNECTING).getSession();
        try {
            session.auth().verify(CONNECTING);
            return session;
        } catch (IOException refused) {
            session.close(true);
            throw refused;
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.stop();
        }
    }
}
