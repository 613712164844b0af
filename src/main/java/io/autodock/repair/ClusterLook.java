package io.autodock.repair;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerCommands;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import io.autodock.verify.Comparison;
import io.autodock.verify.Finding;
import io.autodock.verify.HostListing;
import io.autodock.verify.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One look at everything, or at one formation: a listing for each host server, an inspect and a process listing for each
 * container, all at the same time; and then at etcd. What an engine shows was intended in etcd before, so etcd comes last.
 */
public final class ClusterLook {

    private final Registry registry;
    private final HostDirectory directory;
    private final Supplier<Map<String, HostLoss>> losses;
    private final Engines engines;
    private final ContainerCommands commands;
    private final RequestLog requests;
    private final Executor executor;

    /** @param losses the host servers that are declared lost */
    public ClusterLook(
            Registry registry,
            HostDirectory directory,
            Supplier<Map<String, HostLoss>> losses,
            Engines engines,
            ContainerCommands commands,
            RequestLog requests,
            Executor executor) {
        this.registry = registry;
        this.directory = directory;
        this.losses = losses;
        this.engines = engines;
        this.commands = commands;
        this.requests = requests;
        this.executor = executor;
    }

    /** What differs; of one formation alone where one is named. */
    public List<Finding> look(Optional<FormationId> only) {
        List<HostServer> members = directory.list();
        List<CompletableFuture<HostListing>> asked =
                members.stream().map(host -> listing(host, only)).toList();
        List<HostListing> listings = asked.stream().map(ClusterLook::joined).toList();
        return new Comparison(recorded(members, only), listings)
                .findings().stream()
                        .filter(finding -> only.isEmpty() || finding.formation().equals(only))
                        .toList();
    }

    private Recorded recorded(List<HostServer> members, Optional<FormationId> only) {
        List<FormationRecord> records =
                only.map(id -> registry.find(id).stream().toList()).orElseGet(() -> registry.list(Optional.empty()));
        return new Recorded(
                records,
                registry.hostBooks(),
                misread(records),
                only.isPresent() ? Set.of() : unlisted(members),
                losses.get(),
                requests.pending().stream().map(RequestId::value).collect(Collectors.toSet()));
    }

    private Set<FormationId> misread(List<FormationRecord> records) {
        return records.stream()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .filter(record -> !registry.isPublished(record))
                .map(FormationRecord::id)
                .collect(Collectors.toSet());
    }

    private Set<String> unlisted(List<HostServer> members) {
        Set<String> names = new TreeSet<>();
        directory.known().forEach(host -> names.add(host.name()));
        members.forEach(host -> names.remove(host.name()));
        return names;
    }

    private CompletableFuture<HostListing> listing(HostServer host, Optional<FormationId> only) {
        return CompletableFuture.supplyAsync(() -> commands.list(host), executor)
                .thenCompose(listed -> inspected(
                        host, listed.stream().filter(view -> isOf(view, only)).toList()))
                .exceptionally(failure -> silent(host, failure));
    }

    private static boolean isOf(ContainerView view, Optional<FormationId> only) {
        return only.isEmpty()
                || view.origin()
                        .filter(origin -> origin.formation().equals(only.get()))
                        .isPresent();
    }

    private static HostListing silent(HostServer host, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AutodockException known) {
            return new HostListing(host.name(), Map.of(), Optional.of(known.sentence()));
        }
        throw new CompletionException(cause);
    }

    /** A container as it is, with what runs in it. */
    private record Seen(ContainerView view, Optional<List<String>> processes) {}

    private CompletableFuture<HostListing> inspected(HostServer host, List<ContainerView> listed) {
        List<CompletableFuture<Optional<Seen>>> asked = listed.stream()
                .map(view -> CompletableFuture.supplyAsync(() -> inspect(host, view), executor))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> listing(
                        host,
                        asked.stream()
                                .map(ClusterLook::joined)
                                .flatMap(Optional::stream)
                                .toList()));
    }

    private Optional<Seen> inspect(HostServer host, ContainerView listed) {
        if (listed.state() != ContainerView.State.RUNNING) {
            return engines.find(host, listed.name()).map(view -> new Seen(view, Optional.empty()));
        }
        CompletableFuture<Optional<List<String>>> processes =
                CompletableFuture.supplyAsync(() -> processes(host, listed), executor);
        Optional<ContainerView> view = engines.find(host, listed.name());
        return view.map(known -> new Seen(known, joined(processes)));
    }

    /** One that has just ended has no processes to list. */
    private Optional<List<String>> processes(HostServer host, ContainerView listed) {
        try {
            return Optional.of(commands.processes(host, listed.id()));
        } catch (AutodockException ended) {
            return Optional.empty();
        }
    }

    private static HostListing listing(HostServer host, List<Seen> seen) {
        Map<String, ContainerView> containers = new HashMap<>();
        Map<String, List<String>> processes = new HashMap<>();
        seen.forEach(one -> {
            containers.put(one.view().name(), one.view());
            one.processes().ifPresent(commands -> processes.put(one.view().id(), commands));
        });
        return new HostListing(host.name(), containers, processes, Optional.empty());
    }

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
