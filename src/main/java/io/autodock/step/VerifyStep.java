package io.autodock.step;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.repair.Mended;
import io.autodock.repair.Mending;
import io.autodock.repair.Verification;
import io.autodock.request.Trigger;
import io.autodock.verify.VerifyTurn;
import java.util.List;
import java.util.Optional;

/** Begins and ends verifications: one at a time, over all instances. */
public final class VerifyStep {

    private final VerifyTurn turn;
    private final Verification.Surroundings around;

    /** The step that takes those turns. */
    public VerifyStep(VerifyTurn turn, Verification.Surroundings around) {
        this.turn = turn;
        this.around = around;
    }

    /**
     * Takes the turn. What an engine told of is about one formation, whose lock the request has: that waits for no turn, as
     * every other verification passes over that formation.
     *
     * @return false when the timer asked and another verification runs: then its period's is left out
     * @throws AutodockException UNAVAILABLE when another one runs: the request waits for it
     */
    public boolean hasTurn(Work work) {
        if (work.request().trigger() == Trigger.ENGINE) {
            return true;
        }
        Optional<String> other = turn.take(work.claim());
        if (other.isPresent() && work.request().trigger() != Trigger.TIMER) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE, "another verification, request " + other.get() + ", is under way");
        }
        return other.isEmpty();
    }

    /** The verification that the request asks for. */
    public Verification begin(Work work) {
        return new Verification(work.claim(), work.request().formation(), around);
    }

    /** What is to be mended. */
    public List<Mending> look(Verification verification) {
        return verification.look();
    }

    /** Puts a line for each difference into the request's report. */
    public void report(Work work, Verification verification, List<Mended> mended) {
        verification.collect(mended);
        work.advance(work.request().reported(verification.report()));
    }

    /** Puts what the balancers had otherwise, and has been brought to them, into the request's report. */
    public void reportBalancers(Work work, Verification verification, List<String> lines) {
        verification.collectMended(lines);
        work.advance(work.request().reported(verification.report()));
    }

    /** What a verification that has ended says. */
    public String verdict(Verification verification) {
        return verification.verdict();
    }

    /** Gives back all that it took. */
    public void giveBack(Work work, Verification verification) {
        verification.giveBack();
        turn.giveBack(work.claim());
    }
}
