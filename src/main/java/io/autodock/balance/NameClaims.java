package io.autodock.balance;

import io.autodock.formation.FormationId;
import io.autodock.problem.Problem;
import io.autodock.request.Claim;
import java.util.Collection;
import java.util.List;

/** Whose each served name is: one formation's at most. */
public interface NameClaims {

    /**
     * Which of these names belong to another formation.
     *
     * @param names server names, and {@code :PORT} for a port of the balancers
     */
    List<String> takenByOthers(FormationId id, Collection<String> names);

    /** The refusal of a name that another formation has; it says which name, not whose. */
    static Problem taken(String name) {
        return name.startsWith(":")
                ? new Problem("balance-port", name.substring(1), "a port of the balancers that no other formation has")
                : new Problem("url", name, "a name that no other formation has");
    }

    /** All names that a formation has. */
    List<String> of(FormationId id);

    /**
     * Takes names for a formation, all or none; those it has already are no matter.
     *
     * @throws io.autodock.problem.AutodockException CONFLICT naming those that are another's; UNAVAILABLE once the request's
     *     claim is lost
     */
    void take(Claim claim, FormationId id, Collection<String> names);

    /** Gives back those of these names that are the formation's; safe to repeat. */
    void giveBack(Claim claim, FormationId id, Collection<String> names);
}
