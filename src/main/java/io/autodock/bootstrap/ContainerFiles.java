package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerFile;
import java.util.List;

/**
 * A container's files as its engine shows them: the one way to them that needs no trust in the container's network. What
 * bootstrap reads there (the SSH host key) it believes; what it must not show in a process list (the minion's key) it writes there.
 */
public interface ContainerFiles {

    /**
     * The text of one file.
     *
     * @throws io.autodock.problem.AutodockException when the engine is silent, or the container or file is missing
     */
    String read(HostServer host, String containerId, String path);

    /**
     * Writes files, making missing directories; safe to repeat.
     *
     * @throws io.autodock.problem.AutodockException when the engine is silent or the container is missing
     */
    void copyIn(HostServer host, String containerId, List<ContainerFile> files);
}
