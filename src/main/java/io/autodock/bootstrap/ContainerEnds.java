package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import java.util.Optional;

/** Whether an app's container has ended, as its engine tells. */
@FunctionalInterface
public interface ContainerEnds {

    /**
     * How it ended, in a sentence that names the app, the host server and the cause; empty while it runs, and when its
     * engine does not answer: unknown is not ended.
     */
    Optional<String> ended(HostServer host, String hostname);
}
