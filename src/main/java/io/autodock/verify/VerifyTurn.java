package io.autodock.verify;

import io.autodock.request.Claim;
import java.util.Optional;

/** The one verification that runs, over all instances; the turn goes with the instance that has it. */
public interface VerifyTurn {

    /** Takes the turn for a claimed request. Gives the request that has it instead; empty when this one has it. */
    Optional<String> take(Claim claim);

    /** Gives it back; nothing happens when another request has it. */
    void giveBack(Claim claim);
}
