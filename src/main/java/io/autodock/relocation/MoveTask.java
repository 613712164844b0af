package io.autodock.relocation;

import java.util.List;
import java.util.Optional;

/**
 * What a request {@code move} asks for.
 *
 * @param hostServer the host server that the apps leave
 * @param hostnames the apps of the request's formation that leave it
 * @param to the host server they go to; empty for whichever ranks best
 */
public record MoveTask(String hostServer, List<String> hostnames, Optional<String> to, Cause cause) {

    /** Why apps move. */
    public enum Cause {
        /** The host server is to be empty; it still answers. */
        DRAIN,
        /** The host server was declared lost. */
        LOSS,
        /** Another host server has more room. */
        REBALANCE
    }

    public MoveTask {
        hostnames = List.copyOf(hostnames);
    }
}
