package io.autodock.repair;

import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.container.AppRun;
import io.autodock.container.ContainerCommands;
import io.autodock.container.Engines;
import io.autodock.container.RunOutcome;
import io.autodock.formation.BootstrapMode;
import io.autodock.replacement.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The steps of {@code routes/steps/revive-app.camel.yaml}; the route holds their order. A container that starts again runs
 * its first command alone: what the bootstrap had started beside it is started by another login, with the keys that the
 * container has; the bootstrap itself is not repeated.
 */
public final class Revivals {

    private static final String KEYS = "/etc/salt/pki/minion/";

    private final Engines engines;
    private final ContainerCommands commands;
    private final AppRun appRun;
    private final Duration stopping;
    private final int mostPerHost;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

    /**
     * @param stopping how long a container is given to end by itself
     * @param mostPerHost how many are brought to life on a host server at once: after a power cut all of them have ended
     */
    public Revivals(Engines engines, ContainerCommands commands, AppRun appRun, Duration stopping, int mostPerHost) {
        this.mostPerHost = mostPerHost;
        this.engines = engines;
        this.commands = commands;
        this.appRun = appRun;
        this.stopping = stopping;
    }

    /** Waits for a turn on its host server. */
    public void enter(Revival revival) {
        turn(revival).acquireUninterruptibly();
    }

    /** Gives the turn to the next. */
    public void leave(Revival revival) {
        turn(revival).release();
    }

    private Semaphore turn(Revival revival) {
        return turns.computeIfAbsent(revival.host().name(), host -> new Semaphore(mostPerHost, true));
    }

    /** Does to the container itself what is to be done. */
    public void start(Revival revival) {
        String id = revival.containerId();
        switch (revival.way()) {
            case START -> commands.start(revival.host(), id);
            case UNPAUSE -> commands.unpause(revival.host(), id);
            case RESTART -> {
                commands.stop(revival.host(), id, stopping);
                commands.start(revival.host(), id);
            }
            case LOG_IN -> {}
        }
    }

    /** Whether anything is to be started beside its first command. */
    public boolean isLoggedInTo(Revival revival) {
        return revival.spec().bootstrap() != BootstrapMode.NONE;
    }

    /** The login. */
    public BootstrapOrder order(Revival revival) {
        return new BootstrapOrder(
                revival.host(),
                revival.formation(),
                revival.app().hostname(),
                revival.containerId(),
                revival.app().sshPort().orElseThrow(),
                revival.spec().bootstrap(),
                identity(revival));
    }

    /** As it stands in the container, where the app was made a minion. */
    private Optional<SaltIdentity> identity(Revival revival) {
        if (revival.app().keyFingerprints().isEmpty()) {
            return Optional.empty();
        }
        String publicPem = read(revival, "minion.pub");
        MinionKeyPair keys =
                new MinionKeyPair(publicPem, read(revival, "minion.pem"), MinionKeyPair.fingerprintOf(publicPem));
        return Optional.of(new SaltIdentity(keys, read(revival, "minion_master.pub")));
    }

    private String read(Revival revival, String file) {
        return engines.read(revival.host(), revival.containerId(), KEYS + file);
    }

    /** What the login showed. */
    public RevivalOutcome verdict(BootstrapOutcome outcome) {
        return outcome instanceof BootstrapOutcome.Failed failed
                ? new RevivalOutcome.Dead(failed.sentence())
                : new RevivalOutcome.Alive();
    }

    /** Looks whether it runs. */
    public RevivalOutcome look(Revival revival) {
        RunOutcome seen = appRun.confirm(revival.host(), revival.app().hostname());
        return seen instanceof RunOutcome.AppFailed dead
                ? new RevivalOutcome.Dead(dead.sentence())
                : new RevivalOutcome.Alive();
    }

    /** The outcome of a failure. @throws AutodockException the failure itself when the engine is silent: unknown is not dead */
    public RevivalOutcome failed(Exception failure) {
        Causes.known(failure).filter(known -> known.code().retryable()).ifPresent(silent -> {
            throw silent;
        });
        return new RevivalOutcome.Dead(Causes.sentence(failure));
    }
}
