package io.autodock.bootstrap.ssh;

import io.autodock.bootstrap.BootstrapLimits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Makes the SSH clients of the bootstrap's endpoint. They compare the server's key with the one expected at exactly that
 * address and port (the component's own known_hosts check takes a substring for a match, ignores the port and asks the name
 * service), and end every session, command included, at its limit: the component's timeout ends with the login.
 */
public final class AppSshClients extends ClientBuilder implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int HEARTBEATS_UNANSWERED = 3;

    private final AppLogins logins;
    private final BootstrapLimits limits;
    private final ScheduledThreadPoolExecutor bounds;
    private final Map<Session, Future<?>> bounded = new ConcurrentHashMap<>();

    public AppSshClients(AppLogins logins, BootstrapLimits limits) {
        this.logins = logins;
        this.limits = limits;
        this.bounds = new ScheduledThreadPoolExecutor(1, AppSshClients::thread);
        this.bounds.setRemoveOnCancelPolicy(true);
        // Nothing of the local user's own ~/.ssh takes part.
        hostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        serverKeyVerifier(verifier());
        keyExchangeFactories(quickFirst());
    }

    @Override
    public synchronized SshClient build(boolean isFillWithDefaultValues) {
        SshClient client = super.build(isFillWithDefaultValues);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPublicKeyAuthenticationReporter(new Refusals());
        client.addSessionListener(new Sessions());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.login());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, limits.wholeScript());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_UNANSWERED);
        return client;
    }

    /** How many sessions are open. */
    public int open() {
        return bounded.size();
    }

    @Override
    public void close() {
        bounds.shutdownNow();
    }

    /** Curve25519 first: the runtime has it built in; the others cost tens of milliseconds more a login and stay as fallbacks. */
    private static List<KeyExchangeFactory> quickFirst() {
        List<KeyExchangeFactory> factories = new ArrayList<>(setUpDefaultKeyExchanges(true));
        factories.sort(Comparator.comparing(factory -> !factory.getName().startsWith("curve25519-")));
        return factories;
    }

    private ServerKeyVerifier verifier() {
        return (session, remote, key) -> isExpected(server(remote), key);
    }

    private boolean isExpected(InetSocketAddress server, PublicKey key) {
        HostKey expected = logins.expected(server);
        String[] shown = PublicKeyEntry.toString(key).split(" ", -1);
        if (expected != null && shown[0].equals("ssh-ed25519") && shown[1].equals(expected.base64())) {
            return true;
        }
        String fingerprint = HostKey.fingerprintOf(Base64.getDecoder().decode(shown[1]));
        logins.note(server, new LoginAttempt.WrongHostKey(fingerprint));
        return false;
    }

    private static InetSocketAddress server(SocketAddress remote) {
        return (InetSocketAddress) remote;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ssh-bounds");
        thread.setDaemon(true);
        return thread;
    }

    private final class Sessions implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            logins.note(server(session.getRemoteAddress()), new LoginAttempt.OnItsWay());
            bounded.put(
                    session,
                    bounds.schedule(
                            () -> session.close(true), limits.wholeScript().toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
                logins.note(server(session.getRemoteAddress()), new LoginAttempt.LoggedIn());
            }
        }

        @Override
        public void sessionClosed(Session session) {
            Future<?> bound = bounded.remove(session);
            if (bound != null) {
                bound.cancel(false);
            }
        }
    }

    private final class Refusals implements PublicKeyAuthenticationReporter {
        @Override
        public void signalAuthenticationFailure(
                ClientSession session, String service, KeyPair identity, boolean partial, List<String> serverMethods) {
            logins.note(server(session.getRemoteAddress()), new LoginAttempt.KeyRefused());
        }
    }
}
