package io.autodock.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Refuses host directories that are links: the engine would follow one to wherever it leads. An engine tells nothing
 * about its host's files, but it does about a container's; so the directory above is mounted, read-only, into a container
 * of the same image that is never started.
 */
final class LinkProbe {

    private static final String LABEL = "io.autodock.probe";
    private static final String MOUNTED = "/autodock-probe";
    private static final String STAT = "X-Docker-Container-Path-Stat";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;

    /** {@code ModeSymlink} of Go's {@code os.FileMode}, as the engine tells it. */
    private static final long LINK = 1L << 27;

    private final EngineLines lines;

    LinkProbe(EngineLines lines) {
        this.lines = lines;
    }

    /**
     * Every directory on the way counts, but for the one directly below {@code /}: none but the host's own administrator
     * can make a link there. One that is absent the engine refuses itself.
     */
    void check(AppContainer app) {
        for (Volume volume : app.volumes()) {
            if (volume instanceof Volume.HostDirectory directory) {
                onTheWay(directory.hostDirectory()).forEach(path -> check(app, directory, path));
            }
        }
    }

    /** {@code /srv/a} and {@code /srv/a/b} for {@code /srv/a/b}: what is above is looked at first. */
    static List<String> onTheWay(String directory) {
        return IntStream.range(1, directory.length() + 1)
                .filter(end -> end == directory.length() || directory.charAt(end) == '/')
                .mapToObj(end -> directory.substring(0, end))
                .filter(path -> path.lastIndexOf('/') > 0)
                .toList();
    }

    private void check(AppContainer app, Volume.HostDirectory volume, String path) {
        String name = app.hostname() + "-probe";
        int slash = path.lastIndexOf('/');
        remove(app.host(), name);
        try {
            create(app, name, path.substring(0, slash));
            if (isLink(app.host(), name, path.substring(slash))) {
                throw refused(app, volume, path);
            }
        } finally {
            remove(app.host(), name);
        }
    }

    private static AutodockException refused(AppContainer app, Volume.HostDirectory volume, String path) {
        String which = path.equals(volume.hostDirectory()) ? "it" : path;
        return AutodockException.of(
                ProblemCode.FORBIDDEN,
                new Problem(
                        "volumes",
                        volume.written(),
                        "a directory itself; on host server " + app.host().name() + " " + which + " is a link"));
    }

    private void create(AppContainer app, String name, String directory) {
        Mount mount = new Mount()
                .withType(MountType.BIND)
                .withSource(directory)
                .withTarget(MOUNTED)
                .withReadOnly(true);
        lines.client(app.host())
                .createContainerCmd(app.image().reference())
                .withName(name)
                .withLabels(Map.of(LABEL, app.hostname()))
                .withNetworkDisabled(true)
                .withCmd("none")
                .withHostConfig(HostConfig.newHostConfig().withMounts(List.of(mount)))
                .exec();
    }

    private boolean isLink(HostServer host, String name, String child) {
        String path = URLEncoder.encode(MOUNTED + child, StandardCharsets.UTF_8);
        Request request = Request.builder()
                .method("HEAD")
                .path("/containers/" + name + "/archive?path=" + path)
                .build();
        try (Response response = lines.line(host).execute(request)) {
            if (response.getStatusCode() == NOT_FOUND) {
                return false;
            }
            return (mode(host, response) & LINK) != 0;
        }
    }

    private static long mode(HostServer host, Response response) {
        return response.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(STAT))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .flatMap(LinkProbe::mode)
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED,
                        "host server " + host.name() + ": its Docker Engine does not tell what a host directory is"));
    }

    /** The mode in the engine's Base64 of JSON; empty for anything else. */
    static Optional<Long> mode(String stat) {
        try {
            JsonNode mode = JSON.readTree(Base64.getDecoder().decode(stat)).path("mode");
            return mode.isIntegralNumber() ? Optional.of(mode.longValue()) : Optional.empty();
        } catch (IOException | IllegalArgumentException notTheEngines) {
            return Optional.empty();
        }
    }

    /** What an interrupted look left is removed by the next one; a stranger's container is not touched. */
    private void remove(HostServer host, String name) {
        try {
            ContainerConfig config =
                    lines.client(host).inspectContainerCmd(name).exec().getConfig();
            Map<String, String> labels = config == null ? null : config.getLabels();
            if (labels != null && labels.containsKey(LABEL)) {
                lines.client(host).removeContainerCmd(name).withForce(true).exec();
            }
        } catch (NotFoundException gone) {
            return;
        }
    }
}
