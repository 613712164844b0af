package io.autodock.container;

/** Gives a container that runs the secrets that its app has; safe to repeat. */
@FunctionalInterface
public interface SecretDelivery {

    /** There are none. */
    SecretDelivery NONE = (app, containerId) -> {};

    /**
     * Writes them.
     *
     * @throws io.autodock.problem.AutodockException when they can't be had, or the container does not take them
     */
    void deliver(AppContainer app, String containerId);
}
