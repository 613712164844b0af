package io.autodock.container;

import java.util.Optional;
import java.util.OptionalInt;

/** What is left of an app's container that is to go. */
public sealed interface Remains {

    /** Nothing of that formation's. */
    record Nothing() implements Remains {}

    /** Something that has to be taken away. */
    sealed interface Stands extends Remains {

        /** The engine's id. */
        String containerId();
    }

    /**
     * It runs: stop it, then remove it.
     *
     * @param stopTimeout seconds it asks for to end by itself
     */
    record Runs(String containerId, OptionalInt stopTimeout) implements Stands {}

    /** It does not run: remove it. */
    record Lies(String containerId) implements Stands {}

    /**
     * It has not gone within the limit.
     *
     * @param sentence host server, container and state
     */
    record Stuck(String sentence) implements Remains {}

    /** Judges what was found under the app's name; a container of anyone else is nothing of ours. */
    static Remains of(RemoveOrder order, Optional<ContainerView> found, boolean inTime) {
        Optional<ContainerView> ours =
                found.filter(view -> view.origin().filter(order::means).isPresent());
        if (ours.isEmpty()) {
            return new Nothing();
        }
        ContainerView view = ours.get();
        if (!inTime) {
            return new Stuck("host server " + order.host().name() + " still has the container " + view.name()
                    + " in state " + view.state().word());
        }
        return view.state() == ContainerView.State.RUNNING
                ? new Runs(view.id(), view.stopTimeout())
                : new Lies(view.id());
    }
}
