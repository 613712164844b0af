package io.autodock.registry;

import io.autodock.formation.FormationId;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of one group of schemes (see {@link io.autodock.formation.HostnameScheme#group()}): who owns the group, and which hostname belongs to which formation.
 *
 * @param owner the user who first used a scheme of this group; empty when nobody has
 * @param hostnames formation by hostname
 * @param revision the etcd revision this was read at; 0 when there is no book yet
 */
public record NameBook(String group, String owner, Map<String, FormationId> hostnames, long revision) {

    public NameBook {
        hostnames = java.util.Collections.unmodifiableMap(new TreeMap<>(hostnames));
    }

    /** A group that nobody has used. */
    public static NameBook empty(String group) {
        return new NameBook(group, "", Map.of(), 0);
    }
}
