package io.autodock.balance;

import io.autodock.formation.FormationId;
import java.util.List;
import java.util.Map;

/** What each balancer has been told, and which of them missed something. */
public interface ServedLog {

    /** What the balancers have of a formation, in order of their names. */
    List<Served> of(FormationId id);

    /** Keeps what a balancer has of a formation. */
    void keep(FormationId id, Served served);

    /** Forgets a formation that this balancer serves no more. */
    void forget(FormationId id, String balancer);

    /** What one balancer has of each formation that it has been told of. */
    Map<FormationId, Served> all(String balancer);

    /** Balancers that have missed a change, with the reason. */
    Map<String, String> behind();

    /** Remembers that a balancer has missed a change. */
    void missed(String balancer, String reason);

    /** Forgets it: the balancer has all there is. */
    void caughtUp(String balancer);
}
