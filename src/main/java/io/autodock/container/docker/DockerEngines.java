package io.autodock.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.command.ListVolumesResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerFile;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.ImageReference;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Real Docker Engines, over {@link EngineLines}. */
public final class DockerEngines implements Engines {

    private static final int NOT_FOUND = 404;
    private static final int LONGEST_LOG_LINE = 200;
    private static final long MEGABYTE = 1L << 20;

    /** sshd does not start without it, and images made from packages lack it. */
    private static final String SSHD_DIRECTORY = "/run/sshd";

    private final EngineLines lines;
    private final ImagePulls pulls;
    private final ImageResolution resolution;
    private final LinkProbe linkProbe;
    private final Map<Directory, Boolean> directories = new ConcurrentHashMap<>();

    /** All containers of one image begin with the same directories. */
    private record Directory(String imageId, String path) {}

    /** Connects to nothing yet. */
    public DockerEngines(EngineLines lines) {
        this.lines = lines;
        this.pulls = new ImagePulls(lines);
        this.resolution = new ImageResolution(lines);
        this.linkProbe = new LinkProbe(lines);
    }

    @Override
    public EngineState state(HostServer host) {
        return lines.line(host).state(lines.limits().fresh());
    }

    @Override
    public HostFacts facts(HostServer host) {
        Info info = said(host, () -> lines.client(host).infoCmd().exec());
        Integer cores = info.getNCPU();
        Long bytes = info.getMemTotal();
        return new HostFacts(
                0, Math.max(1, cores == null ? 1 : cores), (bytes == null ? 0 : bytes) / MEGABYTE, "engine");
    }

    @Override
    public PinnedImage resolve(ImageReference image, List<HostServer> hosts) {
        return resolution.resolve(image, hosts);
    }

    @Override
    public Optional<String> lacksImage(HostServer host, PinnedImage image) {
        if (image.pullable() || said(host, () -> pulls.holds(host, image))) {
            return Optional.empty();
        }
        return Optional.of("host server " + host.name() + " does not hold image \"" + image.written()
                + "\", and no registry hands it out");
    }

    @Override
    public void pull(HostServer host, PinnedImage image, String request) {
        said(host, () -> {
            pulls.pull(host, image, request);
            return true;
        });
    }

    /** The engine also takes the beginning of an id for a name: what it finds must have the very name. */
    @Override
    public Optional<ContainerView> find(HostServer host, String hostname) {
        return said(host, () -> {
            try {
                InspectContainerResponse answer =
                        lines.client(host).inspectContainerCmd(hostname).exec();
                return Optional.of(InspectedContainer.of(answer))
                        .filter(view -> view.name().equals(hostname));
            } catch (NotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public String create(AppContainer app) {
        said(app.host(), () -> {
            linkProbe.check(app);
            return true;
        });
        try {
            return CreateRequest.fill(
                            lines.client(app.host())
                                    .createContainerCmd(app.image().reference()),
                            app)
                    .exec()
                    .getId();
        } catch (ConflictException taken) {
            return made(app).orElseThrow(() -> refused(app.host(), taken));
        } catch (DockerException answer) {
            throw refused(app.host(), answer);
        } catch (AutodockException silent) {
            return made(app).orElseThrow(() -> silent);
        }
    }

    @Override
    public void restartBy(HostServer host, String containerId, RestartPolicy restart) {
        said(host, () -> lines.client(host)
                .updateContainerCmd(containerId)
                .withRestartPolicy(CreateOptions.restart(restart))
                .exec());
    }

    @Override
    public void copyIn(HostServer host, String containerId, List<ContainerFile> files) {
        Set<String> wanted = new TreeSet<>(FileArchive.directories(files));
        wanted.add(SSHD_DIRECTORY);
        wanted.add(SSHD_DIRECTORY.substring(0, SSHD_DIRECTORY.lastIndexOf('/')));
        said(host, () -> {
            String imageId =
                    lines.client(host).inspectContainerCmd(containerId).exec().getImageId();
            Set<String> missing = wanted.stream()
                    .filter(directory -> !isThere(host, containerId, imageId, directory))
                    .collect(Collectors.toCollection(TreeSet::new));
            lines.client(host)
                    .copyArchiveToContainerCmd(containerId)
                    .withRemotePath("/")
                    .withTarInputStream(new ByteArrayInputStream(archive(files, missing)))
                    .exec();
            return true;
        });
    }

    @Override
    public String read(HostServer host, String containerId, String path) {
        return said(host, () -> {
            try (InputStream archive = lines.client(host)
                    .copyArchiveFromContainerCmd(containerId, path)
                    .exec()) {
                return FileArchive.text(archive, path);
            } catch (IOException failure) {
                throw AutodockException.caused(
                        ProblemCode.FAILED, "host server " + host.name() + ": " + failure.getMessage(), failure);
            }
        });
    }

    @Override
    public List<ContainerView> listOurs(HostServer host) {
        return said(host, () -> lines
                .client(host)
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(AppContainer.Origin.USER))
                .exec()
                .stream()
                .map(listed -> inspected(host, listed))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(ContainerView::name))
                .toList());
    }

    @Override
    public Optional<String> lastLogLine(HostServer host, String containerId) {
        return said(host, () -> {
            LogTail tail = new LogTail();
            lines.client(host)
                    .logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(20)
                    .exec(tail);
            try {
                boolean whole = tail.awaitCompletion(lines.limits().ordinary().toMillis(), TimeUnit.MILLISECONDS);
                return whole ? tail.lastLine() : Optional.empty();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }

    @Override
    public List<String> volumes(RemoveOrder order) {
        List<String> filter = order.volumeLabels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
        return said(order.host(), () -> {
            ListVolumesResponse answer = lines.client(order.host())
                    .listVolumesCmd()
                    .withFilter("label", filter)
                    .exec();
            List<InspectVolumeResponse> found = answer.getVolumes();
            return found == null
                    ? List.of()
                    : found.stream()
                            .map(InspectVolumeResponse::getName)
                            .sorted()
                            .toList();
        });
    }

    @Override
    public void dropVolumes(RemoveOrder order) {
        for (String volume : volumes(order)) {
            said(order.host(), () -> {
                try {
                    lines.client(order.host()).removeVolumeCmd(volume).exec();
                    return true;
                } catch (NotFoundException gone) {
                    return false;
                }
            });
        }
    }

    private Optional<String> made(AppContainer app) {
        return find(app.host(), app.hostname())
                .filter(view -> view.origin().filter(app.origin()::sameMake).isPresent())
                .map(ContainerView::id);
    }

    /** One that is being removed can't always be inspected, but its name is not free yet. */
    private Optional<ContainerView> inspected(HostServer host, Container listed) {
        try {
            return Optional.of(InspectedContainer.of(
                    lines.client(host).inspectContainerCmd(listed.getId()).exec()));
        } catch (NotFoundException gone) {
            return "removing".equals(listed.getState()) ? Optional.of(InspectedContainer.of(listed)) : Optional.empty();
        }
    }

    private boolean isThere(HostServer host, String containerId, @Nullable String imageId, String path) {
        return directories.computeIfAbsent(
                new Directory(imageId == null ? containerId : imageId, path), key -> asked(host, containerId, path));
    }

    private boolean asked(HostServer host, String containerId, String path) {
        Request request = Request.builder()
                .method("HEAD")
                .path("/containers/" + containerId + "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
                .build();
        try (Response response = lines.line(host).execute(request)) {
            return response.getStatusCode() != NOT_FOUND;
        }
    }

    private static byte[] archive(List<ContainerFile> files, Set<String> newDirectories) {
        try {
            return FileArchive.of(files, newDirectories);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    /** Has a call's failure told as Autodock's own. */
    private static <T> T said(HostServer host, Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException answer) {
            throw refused(host, answer);
        }
    }

    private static AutodockException refused(HostServer host, DockerException answer) {
        return AutodockException.caused(
                ProblemCode.FAILED,
                "host server " + host.name() + ": " + EngineFailures.message(answer.getMessage()),
                answer);
    }

    /** Gathers the end of a container's log. */
    private static final class LogTail extends ResultCallback.Adapter<Frame> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        Optional<String> lastLine() {
            return bytes.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                    .filter(line -> !line.isEmpty())
                    .reduce((before, last) -> last)
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LOG_LINE)));
        }
    }
}
