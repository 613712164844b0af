package io.autodock.container;

import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * An app's container that is to go.
 *
 * @param formation whose it must be; a container of anyone else is left alone
 * @param removeVolumes whether the volumes that were made for it go too
 * @param generation the only generation that may go, where just one attempt is undone; empty for whichever stands there
 */
public record RemoveOrder(
        HostServer host, String hostname, FormationId formation, boolean removeVolumes, OptionalInt generation) {

    /** Whichever generation stands there. */
    public RemoveOrder(HostServer host, String hostname, FormationId formation, boolean removeVolumes) {
        this(host, hostname, formation, removeVolumes, OptionalInt.empty());
    }

    /** Whether a container with these labels is meant. */
    public boolean means(AppContainer.Origin origin) {
        return origin.formation().equals(formation)
                && origin.hostname().equals(hostname)
                && (generation.isEmpty() || generation.getAsInt() == origin.generation());
    }

    /** The labels that its volumes have. */
    public Map<String, String> volumeLabels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put(AppContainer.Origin.USER, formation.user().value());
        labels.put(AppContainer.Origin.FORMATION, formation.formation().value());
        labels.put(AppContainer.Origin.HOSTNAME, hostname);
        generation.ifPresent(number -> labels.put(AppContainer.Origin.GENERATION, Integer.toString(number)));
        return labels;
    }
}
