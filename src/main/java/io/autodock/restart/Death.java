package io.autodock.restart;

import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;

/**
 * A container of ours that has ended.
 *
 * @param origin what its labels say
 */
public record Death(HostServer host, Origin origin, String containerId) {}
