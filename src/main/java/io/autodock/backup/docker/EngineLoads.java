package io.autodock.backup.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.autodock.backup.AppLoads;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.docker.EngineLines;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Real Docker Engines, loading. A volume is reached through a container that mounts it and is never started: engines put
 * files nowhere else.
 */
public final class EngineLoads implements AppLoads {

    /** A container with this label only holds a volume for a moment. */
    static final String HOLDER = "io.autodock.volume-holder";

    private static final String KEPT = "io.autodock.kept-volume";
    private static final String AT = "/autodock-volume";
    private static final String KEPT_AT = "/autodock-kept";
    private static final Pattern LOADED = Pattern.compile("Loaded image ID: (sha256:[0-9a-f]{64})");
    private static final Pattern ERROR = Pattern.compile("\"error\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final EngineLines lines;
    private final EngineCalls calls;

    /** Over those lines. */
    public EngineLoads(EngineLines lines) {
        this.lines = lines;
        this.calls = new EngineCalls(lines);
    }

    /** An engine tells an error in the text of its answer, after it has answered 200. */
    @Override
    public String load(HostServer host, InputStream archive) {
        String answer = calls.text(host, sending(Request.Method.POST, "/images/load?quiet=1", archive));
        Matcher loaded = LOADED.matcher(answer);
        if (loaded.find()) {
            return loaded.group(1);
        }
        Matcher error = ERROR.matcher(answer);
        throw AutodockException.of(
                ProblemCode.FAILED,
                "host server " + host.name() + " does not load the saved image: "
                        + (error.find() ? error.group(1) : answer.strip()));
    }

    @Override
    public Optional<String> makeVolume(
            HostServer host, String imageId, String containerDirectory, AppContainer.Origin whose) {
        String name = whose.volumeName(containerDirectory);
        String kept = name + "-kept-" + whose.request();
        Optional<InspectVolumeResponse> there = find(host, name);
        if (there.filter(volume -> isOf(volume, whose.request())).isPresent()) {
            return find(host, kept).map(InspectVolumeResponse::getName);
        }
        if (there.isPresent()) {
            keep(host, imageId, name, kept, whose);
        }
        create(host, name, whose.labels());
        return there.map(earlier -> kept);
    }

    /** What an earlier app of that name left is nobody's to throw away: it goes on under another name. */
    private void keep(HostServer host, String imageId, String name, String kept, AppContainer.Origin whose) {
        create(host, kept, Map.of(KEPT, whose.formation() + "/" + whose.hostname()));
        held(host, imageId, whose, List.of(mount(name, AT), mount(kept, KEPT_AT)), holder -> {
            try (InputStream content = calls.stream(host, reading(holder, AT))) {
                calls.send(host, sending(Request.Method.PUT, archive(holder, KEPT_AT), content));
            } catch (IOException broken) {
                throw EngineCalls.brokenOff(host, broken);
            }
        });
        calls.said(host, () -> {
            try {
                lines.client(host).removeVolumeCmd(name).exec();
                return true;
            } catch (NotFoundException gone) {
                return false;
            } catch (ConflictException inUse) {
                throw AutodockException.of(
                        ProblemCode.FAILED,
                        "volume " + name + " on host server " + host.name() + " is in use; it is left as it is");
            }
        });
    }

    @Override
    public void fillVolume(
            HostServer host,
            String imageId,
            String containerDirectory,
            AppContainer.Origin whose,
            InputStream archive) {
        String name = whose.volumeName(containerDirectory);
        held(
                host,
                imageId,
                whose,
                List.of(mount(name, AT)),
                holder -> calls.send(host, sending(Request.Method.PUT, archive(holder, AT), archive)));
    }

    private void held(
            HostServer host, String imageId, AppContainer.Origin whose, List<Mount> mounts, Consumer<String> work) {
        String name = "autodock-holds-" + whose.hostname() + "-" + whose.request();
        removeHolder(host, name);
        String holder = calls.said(host, () -> lines.client(host)
                .createContainerCmd(imageId)
                .withName(name)
                .withLabels(Map.of(HOLDER, whose.request()))
                .withCmd("true")
                .withNetworkDisabled(true)
                .withHostConfig(HostConfig.newHostConfig().withMounts(mounts))
                .exec()
                .getId());
        try {
            work.accept(holder);
        } finally {
            removeHolder(host, name);
        }
    }

    private void removeHolder(HostServer host, String name) {
        calls.said(host, () -> {
            try {
                lines.client(host).removeContainerCmd(name).withForce(true).exec();
                return true;
            } catch (NotFoundException absent) {
                return false;
            }
        });
    }

    /** Without what the image has in that place: the content is the backup's alone. */
    private static Mount mount(String volume, String at) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(volume)
                .withTarget(at)
                .withVolumeOptions(new VolumeOptions().withNoCopy(true));
    }

    private Optional<InspectVolumeResponse> find(HostServer host, String name) {
        return calls.said(host, () -> {
            try {
                return Optional.of(lines.client(host).inspectVolumeCmd(name).exec());
            } catch (NotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    private void create(HostServer host, String name, Map<String, String> labels) {
        calls.said(host, () -> lines.client(host)
                .createVolumeCmd()
                .withName(name)
                .withLabels(labels)
                .exec());
    }

    private static boolean isOf(InspectVolumeResponse volume, String request) {
        Map<String, String> labels = volume.getLabels();
        return labels != null && request.equals(labels.get(AppContainer.Origin.REQUEST));
    }

    private static String archive(String containerId, String path) {
        return "/containers/" + containerId + "/archive?path=" + EngineCalls.encoded(path);
    }

    private static Request reading(String containerId, String path) {
        return Request.builder()
                .method(Request.Method.GET)
                .path(archive(containerId, path + "/."))
                .build();
    }

    private static Request sending(Request.Method method, String path, InputStream body) {
        return Request.builder()
                .method(method)
                .path(path)
                .putHeader("Content-Type", "application/x-tar")
                .body(body)
                .build();
    }
}
