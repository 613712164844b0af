package io.autodock;

import io.autodock.bootstrap.ContainerFiles;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerFile;
import io.autodock.container.Engines;
import java.util.List;

/** A container's files, through its engine. */
record EngineFiles(Engines engines) implements ContainerFiles {

    @Override
    public String read(HostServer host, String containerId, String path) {
        return engines.read(host, containerId, path);
    }

    @Override
    public void copyIn(HostServer host, String containerId, List<ContainerFile> files) {
        engines.copyIn(host, containerId, files);
    }
}
