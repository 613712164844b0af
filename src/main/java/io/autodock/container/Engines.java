package io.autodock.container;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.formation.ImageReference;
import io.autodock.formation.rule.RestartPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The Docker Engines of the host servers, as far as Camel's docker endpoint does not reach (that one starts, stops and
 * removes in the routes). Every call has a time limit; a silent engine is an {@code AutodockException} with code
 * {@code UNAVAILABLE}, an engine that says no one with {@code FAILED}, unless a method says otherwise. Every effect is
 * safe to repeat.
 */
public interface Engines {

    /** Whether the engine answers and speaks a usable API; within 3 seconds, and remembered for about one. Never throws. */
    EngineState state(HostServer host);

    /** What the engine tells of its host: cores and memory; it knows no load. */
    HostFacts facts(HostServer host);

    /**
     * Fixes the bytes that a reference means now. The registry is asked through the first host that answers; where it has
     * no such image, one that a host holds is taken by its id.
     *
     * @throws io.autodock.problem.AutodockException INVALID, naming the image, when neither has it; UNAVAILABLE when
     *     nobody could be asked
     */
    PinnedImage resolve(ImageReference image, List<HostServer> hosts);

    /** Why the host can't have the image, in a sentence; empty when it holds it or can pull it. */
    Optional<String> lacksImage(HostServer host, PinnedImage image);

    /**
     * Has the host hold the image. Callers at the same time share one pull; after a pull has failed for good, the same
     * request is told so again without another.
     *
     * @param request the request on whose behalf, so that one request pulls at most three times
     */
    void pull(HostServer host, PinnedImage image, String request);

    /** The container that has exactly this name, Autodock's or not. */
    Optional<ContainerView> find(HostServer host, String hostname);

    /**
     * Creates the app's container, not started, and gives its id. One that stands there already under the same name, of the
     * same make, counts as created: the answer of an earlier call may have been lost.
     *
     * @throws io.autodock.problem.AutodockException also when a host directory that the app mounts is a link: where it
     *     leads nobody has allowed
     */
    String create(AppContainer app);

    /** Has the engine itself restart a container that ends, as the policy says. */
    void restartBy(HostServer host, String containerId, RestartPolicy restart);

    /** Copies files into a container, started or not; makes their directories, and leaves those that exist as they are. */
    void copyIn(HostServer host, String containerId, List<ContainerFile> files);

    /** The text of one file of a container, at most 1 MB. */
    String read(HostServer host, String containerId, String path);

    /** All containers with Autodock's labels, whatever their state, by name. */
    List<ContainerView> listOurs(HostServer host);

    /** The last line that is not blank of what a container wrote, at most 200 characters, made printable. */
    Optional<String> lastLogLine(HostServer host, String containerId);

    /** Names of the volumes that Autodock made for these apps, sorted. */
    List<String> volumes(RemoveOrder order);

    /** Removes those volumes; absent ones are fine. */
    void dropVolumes(RemoveOrder order);
}
