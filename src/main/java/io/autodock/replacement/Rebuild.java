package io.autodock.replacement;

import io.autodock.cluster.HostServer;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.Spec;
import io.autodock.registry.FormationRecord;

/**
 * An app whose container is to be made anew where it is: under the same name, with the same minion id.
 *
 * @param app as it is to be: its ports are booked; its generation is still the one of the container that goes
 * @param generation of the new container, above the app's
 * @param spec what the new container is made from
 * @param image the bytes that it runs
 */
public record Rebuild(
        FormationInHand formation, HostServer host, App app, int generation, Spec spec, PinnedImage image) {

    public Rebuild {
        if (generation <= app.generation()) {
            throw new IllegalArgumentException(
                    "generation " + generation + " of " + app.hostname() + " is not above " + app.generation());
        }
    }

    /** The same app once more, from what is recorded. */
    public static Rebuild asRecorded(FormationInHand formation, HostServer host, String hostname) {
        FormationRecord record = formation.record();
        App app = formation.app(hostname);
        return new Rebuild(formation, host, app, app.generation() + 1, record.spec(), record.image());
    }
}
