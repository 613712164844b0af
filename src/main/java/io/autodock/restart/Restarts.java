package io.autodock.restart;

import io.autodock.access.Caller;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has apps that have ended started again, as their restart policies say, with a rest that doubles while they end again at
 * once. Each is a request of its own for its formation, which waits for the formation's lock: so of several instances that
 * hear of one death one acts, and nobody starts what another request is stopping.
 */
public final class Restarts {

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
    private static final Caller ENGINE = Caller.operator("engine");
    /** Who stops a container on purpose renames or removes it at once. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final Registry registry;
    private final Engines engines;
    private final RequestDesk desk;
    private final Function<Duration, Executor> later;
    private final Clock clock;
    private final Map<AppKey, Ended> ends = new ConcurrentHashMap<>();

    private record AppKey(FormationId formation, String hostname) {}

    /** The last life of an app that has ended. */
    private record Ended(String life, Streak streak) {

        /** An end that is told again, as whenever an engine's events are followed anew, counts once. */
        Ended then(Ended latest) {
            return latest.life.equals(life) ? this : new Ended(latest.life, streak.next(latest.streak.due()));
        }
    }

    /** @param later runs what it is given after that long */
    public Restarts(
            Registry registry, Engines engines, RequestDesk desk, Function<Duration, Executor> later, Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.desk = desk;
        this.later = later;
        this.clock = clock;
    }

    /** Takes in that a container has ended; returns at once. */
    public void died(Death death) {
        later.apply(MOMENT).execute(() -> judge(death));
    }

    private void judge(Death death) {
        try {
            registry.find(death.origin().formation())
                    .filter(record -> record.state() == FormationState.COMPLETE)
                    .filter(record -> record.apps().stream().anyMatch(app -> isOf(death, app)))
                    .ifPresent(record -> still(death, record).ifPresent(view -> restart(death, record, view)));
        } catch (AutodockException notNow) {
            LOG.warn("{} is left to the next verification: {}", death.origin().hostname(), notNow.sentence());
        }
    }

    /** The container, where it still lies there and is to run. */
    private Optional<ContainerView> still(Death death, FormationRecord record) {
        return engines.find(death.host(), death.origin().hostname())
                .filter(view -> view.id().equals(death.containerId()))
                .filter(view -> view.state() == ContainerView.State.EXITED)
                .filter(view -> restarts(record.spec().upkeep().restart(), view.exitCode()));
    }

    private static boolean isOf(Death death, App app) {
        return app.hostname().equals(death.origin().hostname())
                && app.hostServer().equals(death.host().name())
                && app.containerId().equals(death.containerId());
    }

    private static boolean restarts(RestartPolicy policy, int exitCode) {
        return policy instanceof RestartPolicy.UnlessStopped
                || (policy instanceof RestartPolicy.OnFailure && exitCode != 0);
    }

    private void restart(Death death, FormationRecord record, ContainerView view) {
        AppKey key = new AppKey(record.id(), death.origin().hostname());
        // One life of a container has one beginning, whoever looks.
        String life = death.containerId() + " "
                + view.startedAt().map(Instant::toString).orElse("");
        Streak streak = ends.merge(key, new Ended(life, Streak.first(clock.instant())), Ended::then)
                .streak();
        if (isEnough(record.spec().upkeep().restart(), streak)) {
            LOG.warn("{} has ended {} times in a row: it is not started again now", key.hostname(), streak.deaths());
            return;
        }
        Duration rest = Duration.between(clock.instant(), streak.due());
        LOG.info("{} has ended; it is started again in {} ms", key.hostname(), Math.max(0, rest.toMillis()));
        later.apply(rest.isNegative() ? Duration.ZERO : rest).execute(() -> ask(death, life));
    }

    private static boolean isEnough(RestartPolicy policy, Streak streak) {
        return policy instanceof RestartPolicy.OnFailure failing
                && failing.most().isPresent()
                && streak.deaths() > failing.most().getAsInt();
    }

    /** The same death, heard of by several instances, is one request. */
    private void ask(Death death, String life) {
        try {
            Order order = new Order(
                    Operation.VERIFY,
                    Optional.of(death.origin().formation()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            desk.submit(new Submission(ENGINE, Trigger.ENGINE, order, Optional.of(life)));
        } catch (AutodockException notNow) {
            LOG.warn("{} is left to the next verification: {}", death.origin().hostname(), notNow.sentence());
        }
    }
}
