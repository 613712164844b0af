package io.autodock.balance.ssh;

import io.autodock.balance.Balancer;
import io.autodock.balance.push.BalancerShell;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balancers' shells. One connection to each, kept and made anew when it is lost; the host key is the one that the
 * operator recorded, and no other. A login that sshd dropped is tried again, one that it refused is not.
 */
public final class SshShell implements BalancerShell, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshShell.class);
    private static final AttributeRepository.AttributeKey<Balancer> BALANCER = new AttributeRepository.AttributeKey<>();
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int HEARTBEATS_UNANSWERED = 2;
    private static final int LOGINS = 8;
    private static final long PAUSE_MILLIS = 250;
    /** A key that is refused, by either side, is refused again. */
    private static final Pattern REFUSED =
            Pattern.compile("No more authentication methods available|Server key did not validate");

    private final SshClient client = SshClient.setUpDefaultClient();
    private final Duration connecting;
    private final Duration limit;
    private final Map<Balancer, ClientSession> sessions = new ConcurrentHashMap<>();
    private final Map<Balancer, Object> turns = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param keys that open the balancers
     * @param connecting how long a connection and a login may take
     * @param limit of each script
     */
    public SshShell(KeyIdentityProvider keys, Duration connecting, Duration limit) {
        this.connecting = connecting;
        this.limit = limit;
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(keys);
        // The recorded key is of that kind, so that is the one to be shown.
        client.setSignatureFactories(List.of(BuiltinSignatures.ed25519));
        client.setServerKeyVerifier((session, remote, key) -> isExpected(session, remote, key));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_UNANSWERED);
        client.start();
    }

    private static boolean isExpected(ClientSession session, SocketAddress remote, PublicKey key) {
        AttributeRepository context = session.getConnectionContext();
        Balancer balancer = context == null ? null : context.getAttribute(BALANCER);
        String shown = PublicKeyEntry.toString(key);
        boolean expected = balancer != null && shown.equals(balancer.hostKey());
        if (!expected) {
            LOG.warn("{} shows a host key that is not the recorded one; nothing was sent to it", remote);
        }
        return expected;
    }

    @Override
    public Ended run(Balancer balancer, String script) {
        if (balancer.hostKey().isEmpty()) {
            throw unavailable(balancer, "its SSH host key is not recorded; add it with balancer add", null);
        }
        try {
            return run(balancer, session(balancer), script);
        } catch (IOException e) {
            sessions.remove(balancer);
            throw unavailable(balancer, "it can't be told over SSH: " + e.getMessage(), e);
        }
    }

    private ClientSession session(Balancer balancer) throws IOException {
        synchronized (turns.computeIfAbsent(balancer, first -> new Object())) {
            ClientSession known = sessions.get(balancer);
            if (known != null && known.isOpen() && known.isAuthenticated()) {
                return known;
            }
            ClientSession fresh = login(balancer);
            sessions.put(balancer, fresh);
            return fresh;
        }
    }

    private ClientSession login(Balancer balancer) throws IOException {
        for (int tries = 1; ; tries++) {
            ClientSession session = connect(balancer);
            try {
                session.auth().verify(connecting);
                return session;
            } catch (IOException e) {
                session.close(true);
                if (tries == LOGINS || isRefused(e) || isOver()) {
                    throw e;
                }
                LOG.info("A login at balancer {} was dropped; it is tried again: {}", balancer.name(), e.getMessage());
            }
        }
    }

    private static boolean isRefused(IOException e) {
        return REFUSED.matcher(String.valueOf(e.getMessage())).find();
    }

    /** A pause between logins; whether there is no time for one. */
    private boolean isOver() {
        try {
            return closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private ClientSession connect(Balancer balancer) throws IOException {
        InetSocketAddress address = new InetSocketAddress(balancer.address(), balancer.sshPort());
        if (address.isUnresolved()) {
            throw new IOException("the address " + balancer.address() + " does not resolve");
        }
        return client.connect(balancer.sshUser(), address, AttributeRepository.ofKeyValuePair(BALANCER, balancer), null)
                .verify(connecting)
                .getSession();
    }

    private Ended run(Balancer balancer, ClientSession session, String script) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel("exec sh -s 2>&1")) {
            channel.setIn(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
            channel.setOut(output);
            channel.setErr(output);
            channel.open().verify(connecting);
            boolean late = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit)
                    .contains(ClientChannelEvent.TIMEOUT);
            Integer status = channel.getExitStatus();
            if (late || status == null) {
                throw unavailable(balancer, "a script there did not end, or its end was not told", null);
            }
            return new Ended(status, output.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static AutodockException unavailable(Balancer balancer, String why, @Nullable IOException cause) {
        String sentence = "balancer " + balancer.name() + ": " + why;
        return cause == null
                ? AutodockException.of(ProblemCode.UNAVAILABLE, sentence)
                : AutodockException.caused(ProblemCode.UNAVAILABLE, sentence, cause);
    }

    @Override
    public void close() {
        closing.countDown();
        client.stop();
    }
}
