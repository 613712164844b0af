package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.balance.Certificates;
import io.autodock.balance.NameClaims;
import io.autodock.formation.FormationId;
import io.autodock.formation.traffic.NamePolicy;
import io.autodock.formation.traffic.Traffic;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.List;

/** Under which names and with which certificate a formation may be served. */
public final class TrafficPolicy {

    private final NamePolicy names;
    private final NameClaims claims;
    private final Certificates certificates;

    /** The rules, with what they look at. */
    public TrafficPolicy(NamePolicy names, NameClaims claims, Certificates certificates) {
        this.names = names;
        this.claims = claims;
        this.certificates = certificates;
    }

    /**
     * Lets traffic in, or says why not; who else has a name is not told.
     *
     * @throws AutodockException FORBIDDEN, INVALID or CONFLICT
     */
    void check(Caller caller, FormationId id, Traffic traffic) {
        if (caller.role() != Role.OPERATOR) {
            names.check(id.user(), traffic);
        }
        traffic.tls().ifPresent(name -> certificates.pair(id.user(), name));
        List<Problem> taken = claims.takenByOthers(id, traffic.claims()).stream()
                .map(NameClaims::taken)
                .toList();
        if (!taken.isEmpty()) {
            throw AutodockException.of(ProblemCode.CONFLICT, taken);
        }
    }
}
