package io.autodock.container;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Volume;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Engines in memory, with the behaviour that {@link EnginesContract} asks of real ones, and faults to order. */
public final class FakeEngines implements Engines {

    private static final String REGISTRY_DIGEST = "sha256:" + "1".repeat(64);

    private final Map<String, Map<String, Held>> containers = new TreeMap<>();
    private final Map<String, Map<String, AppContainer.Origin>> volumes = new TreeMap<>();
    private final Map<String, Set<String>> images = new TreeMap<>();
    private final Map<String, String> restarts = new TreeMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> unknownImages = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<String> startError = Optional.empty();
    private boolean endsAtOnce;
    private int removalLooks;
    private int ids;

    private record Held(ContainerView view, Map<String, String> files, String log, int looksUntilGone) {}

    /** The engine of this host stops answering. */
    public void silence(HostServer host) {
        silent.add(host.name());
    }

    /** No registry has the image. */
    public void forget(ImageReference image) {
        unknownImages.add(image.written());
    }

    /** The next starts fail with this message. */
    public void refuseStart(String message) {
        startError = Optional.of(message);
    }

    /** Containers that are started end with exit code 1 after they wrote this line. */
    public void endAtOnce() {
        endsAtOnce = true;
    }

    /** A removal takes this many looks until the container is gone. */
    public void removeSlowly(int looks) {
        removalLooks = looks;
    }

    /** A container that is not Autodock's. */
    public void putStranger(HostServer host, String name) {
        put(
                host,
                new Held(
                        view("stranger-" + name, name, ContainerView.State.RUNNING, Optional.empty(), null),
                        Map.of(),
                        "",
                        0));
    }

    /** What was done, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** What {@code docker:containerstart} does. */
    public void start(HostServer host, String id) {
        calls.add("start");
        heard(host);
        if (startError.isPresent()) {
            throw AutodockException.of(ProblemCode.FAILED, startError.get());
        }
        Held held = listed(host, id);
        put(
                host,
                endsAtOnce
                        ? new Held(in(held.view(), ContainerView.State.EXITED, 1), held.files(), "boom: no config\n", 0)
                        : new Held(in(held.view(), ContainerView.State.RUNNING, 0), held.files(), held.log(), 0));
    }

    /** What {@code docker:inspectcontainer} does. */
    public ContainerView inspect(HostServer host, String id) {
        heard(host);
        return listed(host, id).view();
    }

    /** What {@code docker:containerstop} does. */
    public void stop(HostServer host, String id) {
        calls.add("stop");
        heard(host);
        Held held = listed(host, id);
        put(host, new Held(in(held.view(), ContainerView.State.EXITED, 0), held.files(), held.log(), 0));
    }

    /** What {@code docker:containerremove} does. */
    public void remove(HostServer host, String id) {
        calls.add("remove");
        heard(host);
        Held held = listed(host, id);
        if (held.looksUntilGone() > 0) {
            throw new ConflictException("removal of container " + id + " is already in progress");
        }
        if (removalLooks > 0) {
            put(
                    host,
                    new Held(in(held.view(), ContainerView.State.REMOVING, 0), held.files(), held.log(), removalLooks));
        } else {
            of(host).remove(held.view().name());
        }
    }

    @Override
    public EngineState state(HostServer host) {
        return silent.contains(host.name())
                ? new EngineState.Silent("host server " + host.name() + ": its Docker Engine did not answer")
                : new EngineState.Answers("20.10.24", "1.41");
    }

    @Override
    public HostFacts facts(HostServer host) {
        heard(host);
        return new HostFacts(0, 2, 2_000, "engine");
    }

    @Override
    public PinnedImage resolve(ImageReference image, List<HostServer> hosts) {
        if (unknownImages.contains(image.written())) {
            throw AutodockException.invalid(
                    "image", image.written(), "an image that its registry hands out or a host server holds");
        }
        return new PinnedImage(
                image.written(), image.repository() + "@" + image.digest().orElse(REGISTRY_DIGEST), true);
    }

    @Override
    public Optional<String> lacksImage(HostServer host, PinnedImage image) {
        heard(host);
        return image.pullable() || imagesOf(host).contains(image.reference())
                ? Optional.empty()
                : Optional.of("host server " + host.name() + " does not hold image \"" + image.written()
                        + "\", and no registry hands it out");
    }

    @Override
    public void pull(HostServer host, PinnedImage image, String request) {
        calls.add("pull");
        heard(host);
        if (!image.pullable() && !imagesOf(host).contains(image.reference())) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "host server " + host.name() + " cannot pull image \"" + image.written() + "\"");
        }
        imagesOf(host).add(image.reference());
    }

    @Override
    public Optional<ContainerView> find(HostServer host, String hostname) {
        heard(host);
        Optional<Held> held = Optional.ofNullable(of(host).get(hostname));
        held.filter(each -> each.looksUntilGone() > 0).ifPresent(each -> grow(host, each));
        return held.map(Held::view);
    }

    @Override
    public String create(AppContainer app) {
        calls.add("create");
        heard(app.host());
        Held there = of(app.host()).get(app.hostname());
        if (there != null) {
            if (there.view().origin().filter(app.origin()::sameMake).isPresent()) {
                return there.view().id();
            }
            throw AutodockException.of(ProblemCode.FAILED, "the container name is taken");
        }
        if (!imagesOf(app.host()).contains(app.image().reference())) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "No such image: " + app.image().reference());
        }
        for (Volume volume : app.volumes()) {
            volumesOf(app.host()).put(app.hostname() + volume.containerDirectory(), app.origin());
        }
        String id = "id-" + ++ids;
        put(
                app.host(),
                new Held(
                        view(id, app.hostname(), ContainerView.State.CREATED, Optional.of(app.origin()), app),
                        Map.of(),
                        "",
                        0));
        return id;
    }

    @Override
    public void restartBy(HostServer host, String containerId, RestartPolicy restart) {
        calls.add("restartBy");
        heard(host);
        byId(host, containerId);
        restarts.put(containerId, restart.written());
    }

    /** What the engine restarts by itself: the policy by container id. */
    public Map<String, String> restarts() {
        return Map.copyOf(restarts);
    }

    @Override
    public void copyIn(HostServer host, String containerId, List<ContainerFile> files) {
        calls.add("copyIn");
        heard(host);
        Held held = byId(host, containerId);
        Map<String, String> all = new LinkedHashMap<>(held.files());
        files.forEach(file -> all.put(file.path(), file.content()));
        put(host, new Held(held.view(), all, held.log(), held.looksUntilGone()));
    }

    @Override
    public String read(HostServer host, String containerId, String path) {
        heard(host);
        return Optional.ofNullable(byId(host, containerId).files().get(path))
                .orElseThrow(
                        () -> AutodockException.of(ProblemCode.FAILED, "host server " + host.name() + ": no " + path));
    }

    @Override
    public List<ContainerView> listOurs(HostServer host) {
        heard(host);
        return of(host).values().stream()
                .map(Held::view)
                .filter(view -> view.origin().isPresent())
                .sorted(Comparator.comparing(ContainerView::name))
                .toList();
    }

    @Override
    public Optional<String> lastLogLine(HostServer host, String containerId) {
        heard(host);
        return byId(host, containerId).log().lines().reduce((before, last) -> last);
    }

    @Override
    public List<String> volumes(RemoveOrder order) {
        heard(order.host());
        return volumesOf(order.host()).entrySet().stream()
                .filter(volume -> order.means(volume.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public void dropVolumes(RemoveOrder order) {
        volumes(order).forEach(volumesOf(order.host())::remove);
    }

    private void grow(HostServer host, Held held) {
        if (held.looksUntilGone() == 1) {
            of(host).remove(held.view().name());
        } else {
            put(host, new Held(held.view(), held.files(), held.log(), held.looksUntilGone() - 1));
        }
    }

    private void heard(HostServer host) {
        if (state(host) instanceof EngineState.Silent gone) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, gone.sentence());
        }
    }

    /** Camel's endpoints pass docker-java's own exceptions on. */
    private Held listed(HostServer host, String id) {
        try {
            return byId(host, id);
        } catch (AutodockException absent) {
            throw new NotFoundException(absent.sentence());
        }
    }

    private Held byId(HostServer host, String id) {
        return of(host).values().stream()
                .filter(held -> held.view().id().equals(id))
                .findFirst()
                .orElseThrow(() -> AutodockException.of(ProblemCode.FAILED, "No such container: " + id));
    }

    private void put(HostServer host, Held held) {
        of(host).put(held.view().name(), held);
    }

    private Map<String, Held> of(HostServer host) {
        return containers.computeIfAbsent(host.name(), name -> new TreeMap<>());
    }

    private Map<String, AppContainer.Origin> volumesOf(HostServer host) {
        return volumes.computeIfAbsent(host.name(), name -> new TreeMap<>());
    }

    private Set<String> imagesOf(HostServer host) {
        return images.computeIfAbsent(host.name(), name -> new HashSet<>());
    }

    private static ContainerView view(
            String id,
            String name,
            ContainerView.State state,
            Optional<AppContainer.Origin> origin,
            @Nullable AppContainer app) {
        return new ContainerView(
                id,
                name,
                state,
                origin,
                app == null ? 0 : app.ram().bytes(),
                app == null ? 0 : app.cpuShares().forEngine(),
                app == null ? List.of() : app.ports(),
                "sha256:image",
                0,
                Optional.empty());
    }

    private static ContainerView in(ContainerView view, ContainerView.State state, int exitCode) {
        return new ContainerView(
                view.id(),
                view.name(),
                state,
                view.origin(),
                view.memoryBytes(),
                view.cpuShares(),
                view.ports(),
                view.imageId(),
                exitCode,
                Optional.of(Instant.EPOCH));
    }

    /** All names on a host, strangers' too. */
    public Set<String> names(HostServer host) {
        return Set.copyOf(of(host).keySet());
    }
}
