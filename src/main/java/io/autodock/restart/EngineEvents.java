package io.autodock.restart;

import io.autodock.cluster.HostServer;
import java.util.function.Consumer;

/** What engines tell of their own accord. */
public interface EngineEvents {

    /**
     * Tells of every container of ours that ends on a host server, until the engine says no more; then it is to be called
     * again. What has ended before is told first, so that nothing is missed between two calls.
     *
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when the engine can't be reached
     */
    void follow(HostServer host, Consumer<Death> died);
}
