package io.autodock.hint;

import io.autodock.formation.FormationId;
import java.util.Set;

/** Something that the Salt bus says. Any minion can say it, so it is never more than a reason to look. */
public sealed interface Hint {

    /** A container of a formation ended. */
    record AppEnded(FormationId formation) implements Hint {}

    /**
     * The master no longer sees these minions.
     *
     * @param minions ids of whichever minions, host servers' among them
     */
    record MinionsLost(Set<String> minions) implements Hint {
        public MinionsLost {
            minions = Set.copyOf(minions);
        }
    }

    /**
     * These minions came, or came back.
     *
     * @param minions ids of whichever minions, host servers' among them
     */
    record MinionsCame(Set<String> minions) implements Hint {
        public MinionsCame {
            minions = Set.copyOf(minions);
        }
    }
}
