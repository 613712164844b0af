package io.autodock.bootstrap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The minion keys that the Salt master holds, as far as Autodock may touch them: its own, never a foreign one. */
public interface MinionKeysOnMaster {

    /**
     * The ids among these for which the master holds a key that is not ours.
     *
     * @param ours by id, the fingerprints of the keys that Autodock made for it; ids not asked about are left out
     * @return by id, the state in which the master holds the foreign key: {@code accepted}, {@code pending}, …
     */
    Map<String, String> foreignKeys(Map<String, Set<String>> ours);

    /**
     * Has the master accept keys; safe to repeat.
     *
     * @return by id, why the master refused; empty when all are accepted
     */
    Map<String, String> accept(List<Acceptance> keys);

    /**
     * Removes keys, where they are ours; an absent key counts as removed.
     *
     * @param fingerprints by id, the fingerprints of the keys that may go
     * @return by id, why its key was kept; empty when all are gone
     */
    Map<String, String> drop(Map<String, ? extends Collection<String>> fingerprints);

    /** The master's own public key in PEM, to be pinned in minions. */
    String masterPublicKey();

    /**
     * One key to accept.
     *
     * @param replaces fingerprints of keys of ours that it may take the place of
     */
    record Acceptance(String id, MinionKeyPair keys, List<String> replaces) {
        public Acceptance {
            replaces = List.copyOf(replaces);
        }
    }
}
