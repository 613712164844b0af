package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerCommands;
import io.autodock.container.ContainerView;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** Commands to containers of real Docker Engines, over {@link EngineLines}. */
public final class DockerCommands implements ContainerCommands {

    private static final String COMMAND = "CMD";

    private final EngineLines lines;

    /** Connects to nothing yet. */
    public DockerCommands(EngineLines lines) {
        this.lines = lines;
    }

    @Override
    public void start(HostServer host, String containerId) {
        does(host, client -> client.startContainerCmd(containerId).exec());
    }

    @Override
    public void stop(HostServer host, String containerId, Duration patience) {
        does(host, client -> client.stopContainerCmd(containerId)
                .withTimeout((int) patience.toSeconds())
                .exec());
    }

    @Override
    public void unpause(HostServer host, String containerId) {
        if (Boolean.TRUE.equals(said(host, client -> client.inspectContainerCmd(containerId)
                .exec()
                .getState()
                .getPaused()))) {
            does(host, client -> client.unpauseContainerCmd(containerId).exec());
        }
    }

    @Override
    public void rename(HostServer host, String containerId, String name) {
        String current = said(
                host, client -> client.inspectContainerCmd(containerId).exec().getName());
        if (!InspectedContainer.withoutSlash(current).equals(name)) {
            does(host, client -> client.renameContainerCmd(containerId)
                    .withName(name)
                    .exec());
        }
    }

    @Override
    public List<ContainerView> list(HostServer host) {
        return said(
                host, client -> client
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(AppContainer.Origin.USER))
                        .exec()
                        .stream()
                        .map(InspectedContainer::of)
                        .toList());
    }

    @Override
    public List<String> processes(HostServer host, String containerId) {
        TopContainerResponse answer =
                said(host, client -> client.topContainerCmd(containerId).exec());
        String[] titles = Objects.requireNonNullElse(answer.getTitles(), new String[0]);
        String[][] processes = Objects.requireNonNullElse(answer.getProcesses(), new String[0][]);
        int column = Arrays.asList(titles).indexOf(COMMAND);
        return Arrays.stream(processes)
                .filter(fields -> column >= 0 && column < fields.length)
                .map(fields -> fields[column])
                .toList();
    }

    private void does(HostServer host, Consumer<DockerClient> command) {
        said(host, client -> {
            try {
                command.accept(client);
            } catch (NotModifiedException already) {
                return false;
            }
            return true;
        });
    }

    private <T> T said(HostServer host, Function<DockerClient, T> call) {
        try {
            return call.apply(lines.client(host));
        } catch (DockerException answer) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    "host server " + host.name() + ": " + EngineFailures.message(answer.getMessage()),
                    answer);
        }
    }
}
