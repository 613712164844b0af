package io.autodock.verify;

import io.autodock.container.ContainerView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one host server's engine told.
 *
 * @param containers those with our labels, by name; empty where the engine is unknown
 * @param processes commands of the processes of each that runs, by container id
 * @param unknown why nothing is known of it
 */
public record HostListing(
        String hostServer,
        Map<String, ContainerView> containers,
        Map<String, List<String>> processes,
        Optional<String> unknown) {

    public HostListing {
        containers = Map.copyOf(containers);
        processes = Map.copyOf(processes);
    }

    /** One whose processes are not known. */
    public HostListing(String hostServer, Map<String, ContainerView> containers, Optional<String> unknown) {
        this(hostServer, containers, Map.of(), unknown);
    }
}
