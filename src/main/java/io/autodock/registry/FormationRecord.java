package io.autodock.registry;

import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import java.util.List;

/**
 * The truth about a formation: what was asked for and where its apps are. {@code /USER/FORMATION} is published from it.
 *
 * @param image the bytes that all its apps run
 * @param generation counts the containers that each hostname has had
 * @param request the request that last changed it
 */
public record FormationRecord(
        FormationId id,
        Spec spec,
        PinnedImage image,
        int generation,
        String request,
        FormationState state,
        List<App> apps) {

    public FormationRecord {
        apps = List.copyOf(apps);
    }

    /** The same formation with its apps as they are now. */
    public FormationRecord withApps(List<App> newApps) {
        return new FormationRecord(id, spec, image, generation, request, state, newApps);
    }

    /** The same formation in another state, by that request. */
    public FormationRecord withState(FormationState newState, String byRequest) {
        return new FormationRecord(id, spec, image, generation, byRequest, newState, apps);
    }
}
