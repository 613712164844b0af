package io.autodock.cluster;

import java.util.Map;

/**
 * A Docker host of the {@code docker_cluster}, as the operator recorded it.
 *
 * @param name as it stands in {@code docker_cluster}
 * @param address for SSH, published ports and upstreams
 * @param minion the id of the host's own Salt minion, which gives its load
 * @param labels what placement may ask for
 * @param active whether it takes new apps
 */
public record HostServer(
        String name, String address, EngineEndpoint engine, String minion, Map<String, String> labels, boolean active) {

    public HostServer {
        labels = Map.copyOf(labels);
    }
}
