package io.autodock.step;

import io.autodock.balance.NameClaims;
import io.autodock.balance.push.BalancerAnswer;
import io.autodock.balance.push.Balancing;
import io.autodock.balance.upstream.Member;
import io.autodock.formation.Spec;
import io.autodock.formation.traffic.Traffic;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the balancers up to what is recorded of a formation, and waits until no balancer has a request at an app that is
 * about to go. Its names are taken before anything of it is made.
 */
public final class BalanceStep {

    private static final Logger LOG = LoggerFactory.getLogger(BalanceStep.class);

    private final Balancing balancing;
    private final NameClaims names;
    private final Registry registry;
    private final Duration draining;
    private final Clock clock;

    /** @param draining how long requests at an app that is about to go are waited for */
    public BalanceStep(Balancing balancing, NameClaims names, Registry registry, Duration draining, Clock clock) {
        this.balancing = balancing;
        this.names = names;
        this.registry = registry;
        this.draining = draining;
        this.clock = clock;
    }

    /**
     * Takes the names that the formation is to be served under.
     *
     * @throws AutodockException CONFLICT when one of them is another formation's
     */
    public void takeNames(Work work) {
        names.take(work.claim(), work.formation(), work.spec().traffic().claims());
    }

    /** Gives back the names that the formation has no use for, as it is recorded now; safe to repeat. */
    public void giveNamesBack(Work work) {
        if (!isServed(work)) {
            return;
        }
        List<String> used = registry.find(work.formation())
                .filter(record -> record.state() != FormationState.DELETING)
                .map(record -> record.spec().traffic().claims())
                .orElse(List.of());
        List<String> unused = names.of(work.formation()).stream()
                .filter(name -> !used.contains(name))
                .toList();
        names.giveBack(work.claim(), work.formation(), unused);
    }

    /** Whether any balancer has to do with the formation. */
    public boolean isServed(Work work) {
        return Stream.of(work.record().map(FormationRecord::spec), work.asked(), work.forsaken())
                .flatMap(Optional::stream)
                .map(Spec::traffic)
                .anyMatch(Traffic::isServed);
    }

    /**
     * Has every balancer serve the formation as it is recorded; one that can't be told is remembered, and noticed.
     *
     * @throws AutodockException FAILED in the balancer's own words when one refuses
     */
    public void bring(Work work) {
        Map<String, BalancerAnswer> answers = balancing.bring(work.formation());
        if (answers.isEmpty()) {
            work.advance(work.request().noticed("it is served by no balancer: the nginx cluster has none"));
        }
        work.servedStill(answers.values().stream().anyMatch(BalancerAnswer.Silent.class::isInstance));
        List<String> refusals = new ArrayList<>();
        answers.values().forEach(answer -> {
            if (answer instanceof BalancerAnswer.Refuses refuses) {
                refusals.add(refuses.sentence());
            } else if (answer instanceof BalancerAnswer.Silent silent) {
                work.advance(work.request().noticed(silent.sentence() + "; it is brought up to date when it is back"));
            }
        });
        if (!refusals.isEmpty()) {
            throw AutodockException.of(ProblemCode.FAILED, refusals.get(0));
        }
    }

    /** Until when requests at apps that are about to go are waited for. */
    public Instant drainUntil() {
        return clock.instant().plus(draining);
    }

    /**
     * Whether a balancer still has a request at an app that is about to go, and there is time to wait for it. Never throws:
     * what can't be seen is waited for as long.
     */
    public boolean isDraining(Work work, Instant until) {
        int open = open(work);
        if (open > 0 && !clock.instant().isBefore(until)) {
            LOG.warn("{} requests at apps of {} that go were not waited for any longer", open, work.formation());
            return false;
        }
        return open > 0;
    }

    private int open(Work work) {
        try {
            List<Member> leaving = work.record().map(balancing::leaving).orElse(List.of());
            return leaving.isEmpty() ? 0 : balancing.connections(leaving);
        } catch (AutodockException unknown) {
            LOG.debug("The requests at apps of {} can't be counted: {}", work.formation(), unknown.sentence());
            return 1;
        }
    }

    /** Marks a formation whose create failed as not made yet, so that no balancer is to serve it; safe to repeat. */
    public void takeBack(Work work) {
        FormationRecord record = work.record()
                .orElseThrow(() -> new IllegalStateException("nothing of " + work.formation() + " is recorded"))
                .withState(FormationState.CREATING, work.request().id().value());
        registry.keep(work.claim(), record);
        work.recorded(Optional.of(record));
    }

    /** Brings balancers that have missed something up to date. */
    public void catchUp() {
        try {
            balancing.catchUp();
        } catch (AutodockException later) {
            LOG.debug("The balancers that missed something are looked at later: {}", later.sentence());
        }
    }

    /** Compares every balancer with what is recorded, and mends it; gives a line for each difference. */
    public List<String> compare(Work work) {
        return balancing.compare(work.request().formation());
    }
}
