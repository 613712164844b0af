package io.autodock.container;

import io.autodock.cluster.HostServer;
import java.time.Duration;
import java.util.List;

/**
 * What is done to a container that stands. Every command is safe to repeat; a silent engine is an {@code
 * AutodockException} with code {@code UNAVAILABLE}, an engine that says no, or has no such container, one with
 * {@code FAILED}.
 */
public interface ContainerCommands {

    /** Starts it; one that runs is left as it is. */
    void start(HostServer host, String containerId);

    /**
     * Stops it; one that does not run is left as it is.
     *
     * @param patience how long it is given to end by itself
     */
    void stop(HostServer host, String containerId, Duration patience);

    /** Lets it go on; one that is not paused is left as it is. */
    void unpause(HostServer host, String containerId);

    /** Gives it another name; one that has it already is left as it is. */
    void rename(HostServer host, String containerId, String name);

    /** All containers with Autodock's labels, whatever their state, as one call lists them: without limits, ports and exit code. */
    List<ContainerView> list(HostServer host);

    /** The commands of the processes that run in it, as its host lists them. */
    List<String> processes(HostServer host, String containerId);
}
