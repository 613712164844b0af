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

    /** A directory directly below {@code /} is never a user's, and is not looked at; one that is absent the engine refuses itself. */
    void check(AppContainer app) {
        for (Volume volume : app.volumes()) {
            if (volume instanceof Volume.HostDirectory directory
                    && parent(directory).length() > 1) {
                check(app, directory);
            }
        }
    }

    private void check(AppContainer app, Volume.HostDirectory volume) {
        String name = app.hostname() + "-probe";
        remove(app.host(), name);
        try {
            create(app, name, parent(volume));
            if (isLink(app.host(), name, child(volume))) {
                throw AutodockException.of(
                        ProblemCode.FORBIDDEN,
                        new Problem(
                                "volumes",
                                volume.written(),
                                "a directory itself; on host server "
                                        + app.host().name() + " it is a link"));
            }
        } finally {
            remove(app.host(), name);
        }
    }

    private static String parent(Volume.HostDirectory volume) {
        return volume.hostDirectory().substring(0, volume.hostDirectory().lastIndexOf('/'));
    }

    private static String child(Volume.HostDirectory volume) {
        return volume.hostDirectory().substring(volume.hostDirectory().lastIndexOf('/'));
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
