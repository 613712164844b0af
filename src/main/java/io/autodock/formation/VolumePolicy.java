package io.autodock.formation;

import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which host directories a formation may mount.
 *
 * <p>A user's formation gets direct children of its user's roots and nothing else: a container that could write into a
 * root could make a link there and have it mounted next. An operator may mount any directory that is not the host itself
 * in disguise; a new volume is anybody's.
 *
 * <p>Example: with the root {@code /srv/team1}, {@code /srv/team1/data} is mounted for {@code team1}, while
 * {@code /srv/team1}, {@code /srv/team1/data/deeper} and {@code /etc} are not.
 *
 * @param roots by user, the directories whose direct children are allowed; absolute and normalised
 */
public record VolumePolicy(Map<UserName, List<String>> roots) {

    /** Whoever mounts one of these, or a directory that holds one, has the host and every tenant's containers. */
    private static final List<String> THE_HOST_ITSELF = List.of(
            "/run/docker.sock",
            "/var/run/docker.sock",
            "/run/docker",
            "/run/containerd",
            "/var/lib/docker",
            "/var/lib/containerd",
            "/proc",
            "/sys",
            "/dev");

    public VolumePolicy {
        roots = roots.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        roots.values().stream().flatMap(List::stream).forEach(VolumePolicy::requireRoot);
    }

    /** No host directory for any user. */
    public static VolumePolicy none() {
        return new VolumePolicy(Map.of());
    }

    /**
     * Refuses the first volume that is not allowed, with the code {@link ProblemCode#FORBIDDEN}.
     *
     * @param owner the formation's user, whoever asks
     * @param askedByOperator whether the request is an operator's
     */
    public void check(UserName owner, boolean askedByOperator, List<Volume> volumes) {
        for (Volume volume : volumes) {
            if (volume instanceof Volume.HostDirectory directory) {
                check(owner, askedByOperator, directory);
            }
        }
    }

    private void check(UserName owner, boolean askedByOperator, Volume.HostDirectory volume) {
        if (reachesTheHost(volume.hostDirectory())) {
            throw forbidden(volume, "a directory that does not hand over the host or its engine");
        }
        List<String> own = roots.getOrDefault(owner, List.of());
        if (!askedByOperator && own.stream().noneMatch(root -> isChild(root, volume.hostDirectory()))) {
            throw forbidden(volume, allowed(owner, own));
        }
    }

    private static String allowed(UserName owner, List<String> own) {
        return own.isEmpty()
                ? "a lone CONTAINER_DIR: no host directory is allowed to " + owner
                : "a host directory directly below " + String.join(" or ", own);
    }

    private static boolean isChild(String root, String directory) {
        return directory.lastIndexOf('/') == root.length() && directory.startsWith(root + "/");
    }

    private static boolean reachesTheHost(String directory) {
        return THE_HOST_ITSELF.stream()
                .anyMatch(path -> Directory.isAtOrBelow(directory, path) || Directory.isAtOrBelow(path, directory));
    }

    private static void requireRoot(String root) {
        if (root.equals("/") || !Directory.ofHost(root, root).equals(root)) {
            throw AutodockException.invalid(
                    "autodock.volumes.roots", root, "an absolute directory other than /, without a slash at its end");
        }
    }

    private static AutodockException forbidden(Volume volume, String allowed) {
        return AutodockException.of(ProblemCode.FORBIDDEN, new Problem("volumes", volume.written(), allowed));
    }
}
