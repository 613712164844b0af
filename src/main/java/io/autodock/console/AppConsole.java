package io.autodock.console;

import io.autodock.cluster.HostServer;
import java.util.List;

/**
 * The inside of containers, through their engines. Every call has a time limit; a silent engine is an {@code
 * AutodockException} with code {@code UNAVAILABLE}, an engine that says no one with {@code FAILED}.
 */
public interface AppConsole {

    /** Runs a command as the container's own user and gives what it wrote; one that does not end in time is left to itself. */
    ExecOutcome exec(HostServer host, String containerId, Invocation invocation);

    /** The lines that are wanted of what a container wrote, the oldest first, at most 2 MB of them. */
    List<LogLine> logs(HostServer host, String hostname, LogQuery query);

    /**
     * Restarts a container; safe to repeat.
     *
     * @param grace seconds that it is given to end by itself
     */
    void restart(HostServer host, String containerId, int grace);
}
