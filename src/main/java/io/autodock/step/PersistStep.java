package io.autodock.step;

import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import java.util.Optional;

/** Records the formation as complete and publishes its key in the original's form, in one write. */
public final class PersistStep {

    private final Registry registry;

    /** The step on that registry. */
    public PersistStep(Registry registry) {
        this.registry = registry;
    }

    /** Publishes the formation; safe to repeat. */
    public void publish(Work work) {
        work.recorded(work.record()
                .map(record -> record.withState(
                        FormationState.COMPLETE, work.request().id().value())));
        registry.publish(work.claim(), work.record().orElseThrow());
    }

    /** Marks the formation as going, before anything of it goes; safe to repeat. */
    public void markDeleting(Work work) {
        work.recorded(work.record()
                .map(record -> record.withState(
                        FormationState.DELETING, work.request().id().value())));
        work.record().ifPresent(record -> registry.keep(work.claim(), record));
    }

    /** Whether there is a formation to work on. */
    public boolean isThere(Work work) {
        work.recorded(registry.find(work.formation()));
        return work.record().isPresent();
    }

    /** Leaves the work without a record: what it was about is gone. */
    static void forget(Work work) {
        work.recorded(Optional.empty());
    }
}
