package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationShelf;
import io.autodock.registry.Registry;
import java.util.List;
import java.util.Optional;

/** The registry as callers may see it: of what is somebody else's, nothing is told. */
public final class TenantShelf implements FormationShelf {

    private final Registry registry;

    /** A shelf on that registry. */
    public TenantShelf(Registry registry) {
        this.registry = registry;
    }

    @Override
    public List<FormationRecord> list(Caller caller, Optional<UserName> user) {
        Optional<UserName> asked = user.or(caller::user);
        if (asked.isPresent() && !caller.mayActFor(asked.get())) {
            return List.of();
        }
        return registry.list(asked);
    }

    @Override
    public FormationRecord show(Caller caller, FormationId id) {
        return registry.find(id).filter(record -> caller.mayActFor(id.user())).orElseThrow(() -> Admission.absent(id));
    }
}
