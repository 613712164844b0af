package io.autodock.registry;

import io.autodock.formation.FormationId;
import java.util.Collection;
import java.util.Collections;
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
        hostnames = Collections.unmodifiableMap(new TreeMap<>(hostnames));
    }

    /** A group that nobody has used. */
    public static NameBook empty(String group) {
        return new NameBook(group, "", Map.of(), 0);
    }

    /** The same book with these hostnames taken for a formation; the first to take any owns the group. */
    public NameBook with(Collection<String> more, FormationId formation) {
        Map<String, FormationId> changed = new TreeMap<>(hostnames);
        more.forEach(hostname -> changed.put(hostname, formation));
        return new NameBook(group, owner.isEmpty() ? formation.user().value() : owner, changed, revision);
    }

    /** The same book without these hostnames; the owner stays. */
    public NameBook without(Collection<String> gone) {
        Map<String, FormationId> changed = new TreeMap<>(hostnames);
        changed.keySet().removeAll(gone);
        return new NameBook(group, owner, changed, revision);
    }

    /** The same book, owned by nobody when no hostname is left in it: its first formation never came to be. */
    public NameBook disownedWhenEmpty() {
        return hostnames.isEmpty() ? new NameBook(group, "", hostnames, revision) : this;
    }
}
