package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerFile;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The files of containers, in memory. */
public final class FakeContainerFiles implements ContainerFiles {

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final List<ContainerFile> copied = new CopyOnWriteArrayList<>();

    /** What a container holds. */
    public void put(String containerId, String path, String text) {
        files.put(containerId + path, text);
    }

    /** All that was copied in, oldest first. */
    public List<ContainerFile> copied() {
        return List.copyOf(copied);
    }

    @Override
    public String read(HostServer host, String containerId, String path) {
        String text = files.get(containerId + path);
        if (text == null) {
            throw AutodockException.of(ProblemCode.FAILED, "no " + path + " in " + containerId);
        }
        return text;
    }

    @Override
    public void copyIn(HostServer host, String containerId, List<ContainerFile> newFiles) {
        newFiles.forEach(file -> put(containerId, file.path(), file.content()));
        copied.addAll(newFiles);
    }
}
