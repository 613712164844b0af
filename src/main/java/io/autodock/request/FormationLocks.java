package io.autodock.request;

import io.autodock.formation.FormationId;

/**
 * Locks of formations that a request works on beside its own: a verification, or the loss of a host server. The lock of the
 * formation that a request is about comes and goes with its claim.
 */
public interface FormationLocks {

    /**
     * Takes a formation's lock.
     *
     * @return false while another request works on it; true also when the request has it already
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when the claim is lost
     */
    boolean take(Claim claim, FormationId formation);

    /** Gives a formation's lock back; nothing happens when another request has it. */
    void giveBack(Claim claim, FormationId formation);
}
