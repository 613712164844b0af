package io.autodock.edit;

import io.autodock.formation.FormationId;
import io.autodock.request.Claim;
import java.util.List;
import java.util.Optional;

/**
 * Edits under way and good specs, as they are kept. Every write is refused (UNAVAILABLE) once the claim is lost; an edit
 * goes with the end of its request, the good specs with their formation.
 */
public interface EditLog {

    /** The edit under way of a formation. */
    Optional<Edit> find(FormationId formation);

    /** Keeps an edit as far as it is decided. */
    void keep(Claim claim, Edit edit);

    /** The good specs that a formation can go back to, the latest last. */
    List<GoodSpec> history(FormationId formation);

    /** Keeps the good specs that a formation can go back to. */
    void keepHistory(Claim claim, FormationId formation, List<GoodSpec> history);
}
