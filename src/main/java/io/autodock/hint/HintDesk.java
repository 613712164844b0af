package io.autodock.hint;

import io.autodock.access.Caller;
import io.autodock.cluster.ClusterWatch;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where hints come in. They cost their sender nothing, so what they can bring about is bounded: verifications, one a
 * formation and second, one of everything in ten. What is lost here is found by the next verification of the timer.
 */
public final class HintDesk {

    private static final Logger LOG = LoggerFactory.getLogger(HintDesk.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONG_REST = Duration.ofSeconds(10);
    private static final String EVERYTHING = "everything";

    private final RequestDesk desk;
    private final ClusterWatch watch;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final Folds folds = new Folds();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param thread for looks; one is enough, and its end ends them */
    public HintDesk(RequestDesk desk, ClusterWatch watch, Clock clock, ScheduledExecutorService thread) {
        this.desk = desk;
        this.watch = watch;
        this.clock = clock;
        this.thread = thread;
    }

    /** Takes a hint and returns at once. */
    public void take(Hint hint) {
        if (hint instanceof Hint.AppEnded ended) {
            schedule(folds.crowded() ? Optional.empty() : Optional.of(ended.formation()));
        } else if (folds.delay(hint.toString(), clock.instant(), LONG_REST)
                .filter(Duration::isZero)
                .isPresent()) {
            run(() -> act(HintJudge.judge(hint, watch.look())), Duration.ZERO);
        }
    }

    private void act(Judgement judgement) {
        if (judgement instanceof Judgement.Look look) {
            schedule(look.formation());
        } else if (judgement instanceof Judgement.Told nothing) {
            nothing.sentences().stream().filter(told::add).forEach(LOG::warn);
        }
    }

    private void schedule(Optional<FormationId> formation) {
        String subject = formation.map(FormationId::toString).orElse(EVERYTHING);
        folds.delay(subject, clock.instant(), formation.isPresent() ? REST : LONG_REST)
                .ifPresent(delay -> run(() -> look(formation), delay));
    }

    /** What was told before may be told again once a look was worth it. */
    private void look(Optional<FormationId> formation) {
        if (formation.isEmpty()) {
            told.clear();
        }
        Order order = new Order(Operation.VERIFY, formation, Optional.empty(), Optional.empty(), Optional.empty());
        desk.submit(new Submission(Caller.operator("salt"), Trigger.SALT, order, Optional.empty()));
    }

    private void run(Runnable work, Duration delay) {
        try {
            var unused = thread.schedule(() -> quietly(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("A hint came while the service ends", ending);
        }
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (AutodockException refusal) {
            LOG.info("A hint of the Salt bus is left: {}", refusal.sentence());
        } catch (RuntimeException unexpected) {
            LOG.warn("A hint of the Salt bus came to nothing", unexpected);
        }
    }
}
