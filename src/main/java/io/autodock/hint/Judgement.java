package io.autodock.hint;

import io.autodock.formation.FormationId;
import java.util.List;
import java.util.Optional;

/** What is done about a hint. */
public sealed interface Judgement {

    /**
     * A verification is asked for.
     *
     * @param formation of that one; empty for everything
     */
    record Look(Optional<FormationId> formation) implements Judgement {}

    /** Nothing moves; each sentence is told once. */
    record Told(List<String> sentences) implements Judgement {
        public Told {
            sentences = List.copyOf(sentences);
        }
    }
}
