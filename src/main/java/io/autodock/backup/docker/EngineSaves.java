package io.autodock.backup.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.autodock.backup.AppSaves;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.docker.EngineLines;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Real Docker Engines, saving. */
public final class EngineSaves implements AppSaves {

    private static final String LABEL = AppContainer.Origin.BACKUP;

    private static final Set<String> OF_A_CONTAINER = Set.of(
            AppContainer.Origin.USER,
            AppContainer.Origin.FORMATION,
            AppContainer.Origin.HOSTNAME,
            AppContainer.Origin.GENERATION,
            AppContainer.Origin.SPEC,
            AppContainer.Origin.REQUEST);

    private final EngineLines lines;
    private final EngineCalls calls;

    /** Over those lines. */
    public EngineSaves(EngineLines lines) {
        this.lines = lines;
        this.calls = new EngineCalls(lines);
    }

    @Override
    public long bytes(HostServer host, String containerId, List<String> volumes) {
        JsonNode container = calls.json(host, get("/containers/" + containerId + "/json?size=1"));
        long files = container.path("SizeRootFs").asLong();
        return volumes.isEmpty() ? files : files + volumeBytes(host, container.path("Mounts"), volumes);
    }

    private long volumeBytes(HostServer host, JsonNode mounts, List<String> directories) {
        Set<String> names = new HashSet<>();
        for (JsonNode mount : mounts) {
            if (directories.contains(mount.path("Destination").asText())) {
                names.add(mount.path("Name").asText());
            }
        }
        long bytes = 0;
        for (JsonNode volume : calls.json(host, get("/system/df")).path("Volumes")) {
            if (names.contains(volume.path("Name").asText())) {
                bytes += Math.max(0, volume.path("UsageData").path("Size").asLong());
            }
        }
        return bytes;
    }

    @Override
    public void hold(HostServer host, String containerId) {
        calls.said(host, () -> {
            InspectContainerResponse.ContainerState state = state(host, containerId);
            if (Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getPaused())) {
                lines.client(host).pauseContainerCmd(containerId).exec();
            }
            return true;
        });
    }

    @Override
    public void letGo(HostServer host, String containerId) {
        calls.said(host, () -> {
            if (Boolean.TRUE.equals(state(host, containerId).getPaused())) {
                lines.client(host).unpauseContainerCmd(containerId).exec();
            }
            return true;
        });
    }

    private InspectContainerResponse.ContainerState state(HostServer host, String containerId) {
        return lines.client(host).inspectContainerCmd(containerId).exec().getState();
    }

    /** The image's labels must not make a container of it pass for the app's own. */
    @Override
    public String commit(HostServer host, String containerId, String request) {
        Map<String, String> labels = new TreeMap<>();
        OF_A_CONTAINER.forEach(label -> labels.put(label, ""));
        labels.put(LABEL, request);
        StringBuilder path = new StringBuilder("/commit?pause=1&container=").append(EngineCalls.encoded(containerId));
        labels.forEach((name, value) ->
                path.append("&changes=").append(EngineCalls.encoded("LABEL " + name + "=\"" + value + "\"")));
        Request commit = Request.builder()
                .method(Request.Method.POST)
                .path(path.toString())
                .putHeader("Content-Type", "application/json")
                .bodyBytes("{}".getBytes(StandardCharsets.UTF_8))
                .build();
        return calls.json(host, commit).path("Id").asText();
    }

    @Override
    public InputStream image(HostServer host, String imageId) {
        return calls.stream(host, get("/images/" + EngineCalls.encoded(imageId) + "/get"));
    }

    @Override
    public InputStream directory(HostServer host, String containerId, String containerDirectory) {
        return calls.stream(
                host,
                get("/containers/" + containerId + "/archive?path=" + EngineCalls.encoded(containerDirectory + "/.")));
    }

    @Override
    public List<BackupImage> images(HostServer host) {
        return calls.said(
                host, () -> lines.client(host).listImagesCmd().withFilter("label", List.of(LABEL)).exec().stream()
                        .map(EngineSaves::image)
                        .toList());
    }

    private static BackupImage image(Image image) {
        Map<String, String> labels = image.getLabels() == null ? Map.of() : image.getLabels();
        Long created = image.getCreated();
        return new BackupImage(
                image.getId(), labels.getOrDefault(LABEL, ""), Instant.ofEpochSecond(created == null ? 0 : created));
    }

    @Override
    public void dropImage(HostServer host, String imageId) {
        calls.said(host, () -> {
            try {
                lines.client(host).removeImageCmd(imageId).exec();
                return true;
            } catch (NotFoundException | ConflictException goneOrInUse) {
                return false;
            }
        });
    }

    private static Request get(String path) {
        return Request.builder().method(Request.Method.GET).path(path).build();
    }
}
