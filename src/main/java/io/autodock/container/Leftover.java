package io.autodock.container;

import java.util.Optional;

/** What stands under an app's name on its host server before it is made, and so what is to be done about it. */
public sealed interface Leftover {

    /** Nothing: make it. */
    record Absent() implements Leftover {}

    /** The very app, running: adopt it. */
    record Running(String containerId) implements Leftover {}

    /** The very app, made but not running, as a crash between two calls leaves it: finish it. */
    record Unstarted(String containerId) implements Leftover {}

    /** An older container of the app: it goes first. */
    record Outdated(String containerId) implements Leftover {}

    /**
     * The engine is taking it away: wait.
     *
     * @param sentence host server, container and state, for the case that it lasts
     */
    record BeingRemoved(String sentence) implements Leftover {}

    /**
     * Not ours to touch, or it lasts too long.
     *
     * @param sentence host server, container, and why
     */
    record Refused(String sentence) implements Leftover {}

    /** Judges what was found under the app's name. */
    static Leftover of(AppContainer app, Optional<ContainerView> found) {
        if (found.isEmpty()) {
            return new Absent();
        }
        ContainerView view = found.get();
        String where = "host server " + app.host().name() + " has a container " + view.name();
        if (view.origin().isEmpty()) {
            return new Refused(where + " that is not Autodock's; it is left alone");
        }
        return ofOurs(app, view, view.origin().get(), where);
    }

    private static Leftover ofOurs(AppContainer app, ContainerView view, AppContainer.Origin origin, String where) {
        if (!origin.sameApp(app.origin())) {
            return new Refused(where + " of formation " + origin.formation() + "; it is left alone");
        }
        if (view.state().goes()) {
            return new BeingRemoved(where + " in state " + view.state().word());
        }
        if (origin.sameMake(app.origin())) {
            return ofSameMake(view);
        }
        if (origin.generation() > app.origin().generation()) {
            return new Refused(where + " of the later generation " + origin.generation() + "; it is left alone");
        }
        return new Outdated(view.id());
    }

    private static Leftover ofSameMake(ContainerView view) {
        return switch (view.state()) {
            case RUNNING -> new Running(view.id());
            case CREATED, EXITED -> new Unstarted(view.id());
            case PAUSED, RESTARTING, REMOVING, DEAD, OTHER -> new Outdated(view.id());
        };
    }
}
