package io.autodock.registry;

import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;
import java.util.List;
import java.util.Optional;

/** Formations as callers may look at them. */
public interface FormationShelf {

    /** The formations that the caller may see, of one user or of all, in order of user and name. */
    List<FormationRecord> list(Caller caller, Optional<UserName> user);

    /**
     * One formation.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND when it is absent or somebody else's
     */
    FormationRecord show(Caller caller, FormationId id);
}
