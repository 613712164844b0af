package io.autodock.bootstrap.ssh;

import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.ContainerEnds;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins that are under way: which host key each sshd must show, how far its newest login came, and what that means. An
 * sshd that nobody announced here is never logged in to.
 */
public final class AppLogins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppLogins.class);
    private static final int CONNECT_MILLIS = 2000;
    private static final int BANNER_MILLIS = 5000;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration BETWEEN_LOOKS_AT_CONTAINER = Duration.ofMillis(500);
    private static final byte[] BANNER = "SSH-2.0-".getBytes(StandardCharsets.US_ASCII);

    private final BootstrapLimits limits;
    private final ContainerEnds containers;
    private final Clock clock;
    private final Map<String, Expected> underWay = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param containers tells why nobody answers, or that waiting makes sense */
    public AppLogins(BootstrapLimits limits, ContainerEnds containers, Clock clock) {
        this.limits = limits;
        this.containers = containers;
        this.clock = clock;
    }

    /**
     * Announces a login.
     *
     * @param hostKeyLine the container's public host key file, read through its engine
     * @throws AutodockException when the address does not resolve or the line is no ed25519 key
     */
    public SshLogin prepare(BootstrapOrder order, String hostKeyLine) {
        SshLogin login = new SshLogin(
                order.hostname(), resolved(order), order.sshPort(), hostKey(order, hostKeyLine), clock.instant());
        underWay.put(key(login.address(), login.port()), new Expected(login, new LoginAttempt.OnItsWay()));
        return login;
    }

    /**
     * Waits until the sshd shows its banner: a published port accepts connections before anybody listens behind it.
     *
     * @throws AutodockException when it never did within its time, or its container has ended
     */
    public void awaitSshd(BootstrapOrder order, SshLogin login) throws InterruptedException {
        Instant nextLook = login.since().plus(BETWEEN_LOOKS_AT_CONTAINER);
        while (!showsBanner(login)) {
            if (!clock.instant().isBefore(nextLook)) {
                requireLiving(order);
                nextLook = clock.instant().plus(BETWEEN_LOOKS_AT_CONTAINER);
            }
            requireTime(login);
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw AutodockException.of(ProblemCode.UNAVAILABLE, login.app() + ": the service is stopping");
            }
        }
    }

    private void requireLiving(BootstrapOrder order) {
        containers.ended(order.host(), order.hostname()).ifPresent(end -> {
            throw AutodockException.of(ProblemCode.FAILED, end);
        });
    }

    private void requireTime(SshLogin login) {
        Duration waited = Duration.between(login.since(), clock.instant());
        if (waited.compareTo(limits.sshdAnswers()) >= 0) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    login.app() + ": sshd at " + login.authority() + " never answered within "
                            + limits.sshdAnswers().toSeconds() + " s");
        }
    }

    /**
     * Whether the newest login ended on its way, neither refused nor at a wrong host key, and its container lives: then
     * another try makes sense.
     */
    public boolean dropped(BootstrapOrder order, SshLogin login) {
        boolean dropped = attempt(login.address(), login.port()) instanceof LoginAttempt.OnItsWay
                && containers.ended(order.host(), order.hostname()).isEmpty();
        if (dropped) {
            LOG.info("{}: a login at {} was dropped; it is tried again", login.app(), login.authority());
        }
        return dropped;
    }

    /** What a bootstrap that ended with an exception came to; the exception's own text, which may hold the script, is not told. */
    public BootstrapOutcome failed(BootstrapOrder order, Exception exception) {
        // Camel wraps what an expression throws.
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof AutodockException told) {
                return failed(order, told.sentence());
            }
        }
        LOG.debug("{}: {}", order.hostname(), exception.getClass().getName());
        return failed(order, cause(order));
    }

    /** The end of a login, however it went; safe to repeat. */
    public void forget(BootstrapOrder order) {
        underWay.values().removeIf(e -> e.login.app().equals(order.hostname()) && e.login.port() == order.sshPort());
    }

    @Override
    public void close() {
        closing.countDown();
    }

    /** The host key that must be shown there, or null where no login was announced. */
    @org.jspecify.annotations.Nullable
    HostKey expected(InetSocketAddress server) {
        Expected expected = underWay.get(key(server.getAddress().getHostAddress(), server.getPort()));
        return expected == null ? null : expected.login.hostKey();
    }

    /** Notes how far the newest login there has come. */
    void note(InetSocketAddress server, LoginAttempt attempt) {
        underWay.computeIfPresent(
                key(server.getAddress().getHostAddress(), server.getPort()), (k, e) -> new Expected(e.login, attempt));
    }

    private static BootstrapOutcome failed(BootstrapOrder order, String sentence) {
        boolean names = sentence.startsWith(order.hostname() + ": ") || sentence.startsWith(order.hostname() + " on ");
        return new BootstrapOutcome.Failed(order.hostname(), names ? sentence : order.hostname() + ": " + sentence);
    }

    private String cause(BootstrapOrder order) {
        Expected expected = underWay.values().stream()
                .filter(e -> e.login.app().equals(order.hostname()))
                .findFirst()
                .orElse(null);
        if (expected == null) {
            return "the bootstrap of " + order.where() + " failed before its login";
        }
        String sshd = "sshd at " + expected.login.authority();
        LoginAttempt attempt = expected.attempt;
        if (attempt instanceof LoginAttempt.WrongHostKey wrong) {
            return sshd + " shows the host key " + wrong.fingerprint() + ", but its engine says "
                    + expected.login.hostKey().fingerprint() + "; nothing was sent to it";
        }
        if (attempt instanceof LoginAttempt.KeyRefused) {
            return sshd + " refuses Autodock's key";
        }
        return attempt instanceof LoginAttempt.LoggedIn
                ? sshd + " let Autodock in, but ran no command"
                : sshd + " dropped every login";
    }

    private LoginAttempt attempt(String address, int port) {
        Expected expected = underWay.get(key(address, port));
        return expected == null ? new LoginAttempt.KeyRefused() : expected.attempt;
    }

    private static boolean showsBanner(SshLogin login) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(login.address(), login.port()), CONNECT_MILLIS);
            socket.setSoTimeout(BANNER_MILLIS);
            InputStream in = socket.getInputStream();
            return java.util.Arrays.equals(in.readNBytes(BANNER.length), BANNER);
        } catch (IOException e) {
            return false;
        }
    }

    private static String resolved(BootstrapOrder order) {
        try {
            return InetAddress.getByName(order.host().address()).getHostAddress();
        } catch (UnknownHostException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    order.hostname() + ": the address " + order.host().address() + " of host "
                            + order.host().name() + " does not resolve",
                    e);
        }
    }

    private static HostKey hostKey(BootstrapOrder order, String line) {
        try {
            return HostKey.ofLine(line);
        } catch (IllegalArgumentException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    order.hostname() + ": " + SshAccess.HOST_KEY_FILE + " in its container holds no ed25519 public key",
                    e);
        }
    }

    private static String key(String address, int port) {
        return address + "|" + port;
    }

    private record Expected(SshLogin login, LoginAttempt attempt) {}
}
