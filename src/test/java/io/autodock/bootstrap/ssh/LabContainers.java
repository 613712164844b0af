package io.autodock.bootstrap.ssh;

import io.autodock.bootstrap.ContainerFiles;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerFile;
import io.autodock.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Containers of the lab's hosts, made with the docker command, and their files. */
final class LabContainers implements ContainerFiles, AutoCloseable {

    private static final AtomicInteger COPIES = new AtomicInteger();

    private final Lab lab = Lab.get();
    private final Path directory;
    private final List<Made> made = new ArrayList<>();

    private record Made(int host, String hostname) {}

    LabContainers(Path directory) {
        this.directory = directory;
    }

    /** Makes and starts a container of the base image; 100 MB, its port 22 published. */
    String run(int host, String hostname, int sshPort, List<ContainerFile> files, String... command) {
        remove(host, hostname);
        List<String> create = new ArrayList<>(List.of(
                "create",
                "-h",
                hostname,
                "--name",
                hostname,
                "-m",
                "100m",
                "-c",
                "100",
                "-p",
                sshPort + ":22",
                lab.image()));
        create.addAll(List.of(command));
        synchronized (made) {
            made.add(new Made(host, hostname));
        }
        String id = lab.docker(host, create.toArray(String[]::new)).strip();
        copyIn(lab.host(host), id, files);
        lab.docker(host, "start", hostname);
        return id;
    }

    /** What a shell command in a container prints. */
    String shell(int host, String hostname, String command) {
        return lab.docker(host, "exec", hostname, "sh", "-c", command);
    }

    void remove(int host, String hostname) {
        lab.docker(host, "rm", "-f", "-v", hostname);
    }

    /** What stands for Autodock's own sentence about a container that has ended. */
    Optional<String> ended(HostServer host, String hostname) {
        String running = lab.docker(number(host), "inspect", "--format", "{{.State.Running}}", hostname);
        return running.strip().equals("true")
                ? Optional.empty()
                : Optional.of(hostname + " on host server " + host.name() + " ended");
    }

    @Override
    public String read(HostServer host, String containerId, String path) {
        try {
            Path copy = directory.resolve("copy" + COPIES.incrementAndGet());
            lab.docker(number(host), "cp", containerId + ":" + path, copy.toString());
            return Files.readString(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void copyIn(HostServer host, String containerId, List<ContainerFile> files) {
        try {
            Path root = Files.createDirectory(directory.resolve("root" + COPIES.incrementAndGet()));
            for (ContainerFile file : files) {
                Path target = root.resolve(file.path().substring(1));
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.content());
                Files.setPosixFilePermissions(target, permissions(file.mode()));
            }
            if (!files.isEmpty()) {
                lab.docker(number(host), "cp", root + "/.", containerId + ":/");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        made.forEach(one -> remove(one.host(), one.hostname()));
    }

    private int number(HostServer host) {
        return lab.hosts().indexOf(host) + 1;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                set.add(all[bit]);
            }
        }
        return set;
    }
}
