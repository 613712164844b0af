package io.autodock.step;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.Registry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Takes single apps of a formation away, which its record has no more: containers, minion keys, then names, ports and
 * memory. What an engine has not confirmed to be gone keeps its name and ports on that host.
 */
public final class LeaveStep {

    private final Registry registry;
    private final HostDirectory directory;
    private final KeyDrop keys;

    /**
     * @param master there when a Salt master is configured
     * @param patience whether what a call met may still be waited for
     */
    public LeaveStep(
            Registry registry,
            HostDirectory directory,
            Optional<MinionKeysOnMaster> master,
            BiPredicate<Work, Exception> patience) {
        this.registry = registry;
        this.directory = directory;
        this.keys = new KeyDrop(master, patience);
    }

    /** The containers that go; volumes go with apps that never came to be, and stay otherwise. */
    public List<RemoveOrder> orders(Work work) {
        boolean undoes = work.request().problem().isPresent();
        List<HostServer> cluster = directory.list();
        return work.decided().leaving().stream()
                .flatMap(app -> Hosts.member(cluster, app.hostServer())
                        .map(host -> new RemoveOrder(host, app.hostname(), work.formation(), undoes))
                        .stream())
                .toList();
    }

    /** Takes the minion keys away and gives back all that the recorded apps do not have. Returns what is left, in sentences. */
    public List<String> release(Work work, List<RemoveOutcome> outcomes) {
        keys.drop(work, work.decided().leaving());
        Map<String, String> left = left(outcomes);
        left.putAll(outOfReach(work));
        registry.reserve(work.claim(), work.spec().hostnameScheme().group(), books -> new EditBooks(work, books)
                .asRecorded(byHost(work, left.keySet())));
        return left.values().stream().sorted().toList();
    }

    private static Map<String, String> left(List<RemoveOutcome> outcomes) {
        Map<String, String> left = new HashMap<>();
        for (RemoveOutcome outcome : outcomes) {
            if (outcome instanceof RemoveOutcome.StillThere there) {
                left.put(there.hostname(), there.sentence());
            } else if (outcome instanceof RemoveOutcome.Unknown unknown) {
                left.put(unknown.hostname(), unknown.sentence());
            }
        }
        return left;
    }

    private Map<String, String> outOfReach(Work work) {
        List<HostServer> cluster = directory.list();
        return work.decided().leaving().stream()
                .filter(app -> Hosts.member(cluster, app.hostServer()).isEmpty())
                .collect(Collectors.toMap(
                        App::hostname,
                        app -> "host server " + app.hostServer() + " is not in the docker cluster any more, so "
                                + app.hostname() + " is not removed there"));
    }

    /** Where a try of this request has met an engine that fell silent, something may stand too. */
    private static Map<String, Set<String>> byHost(Work work, Set<String> left) {
        Map<String, Set<String>> byHost = new HashMap<>();
        work.leftovers().forEach((host, names) -> byHost.put(host, new HashSet<>(names)));
        work.decided().leaving().stream()
                .filter(app -> left.contains(app.hostname()))
                .forEach(app -> byHost.computeIfAbsent(app.hostServer(), host -> new HashSet<>())
                        .add(app.hostname()));
        return byHost;
    }

    /** Ends an edit: whole, or told what is left and where. */
    public void requireNothingLeft(Work work, List<String> left) {
        if (!left.isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    work.formation() + " is edited, but something is left: " + String.join("; ", left)
                            + "; it will be removed when the engine lets go of it");
        }
    }
}
