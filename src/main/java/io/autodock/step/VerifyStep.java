package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import io.autodock.verify.Comparison;
import io.autodock.verify.Comparison.HostListing;
import io.autodock.verify.Drift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what is recorded with what runs, and reports; one listing for each host server, all at the same time. */
public final class VerifyStep {

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final Executor executor;

    /** The step on that cluster. */
    public VerifyStep(Registry registry, HostDirectory directory, Engines engines, Executor executor) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.executor = executor;
    }

    /** Puts a line for each difference into the request's report. */
    public void compare(Work work) {
        List<HostListing> listings = directory.list().stream()
                .map(host -> CompletableFuture.supplyAsync(() -> listing(host), executor))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        List<FormationRecord> records = registry.list(Optional.empty());
        List<Drift> drifts = new Comparison(records, registry.hostBooks(), listings).drifts();
        work.advance(work.request().reported(lines(work, records, drifts)));
    }

    private static List<String> lines(Work work, List<FormationRecord> records, List<Drift> drifts) {
        Optional<FormationId> only = work.request().formation();
        if (only.isEmpty()) {
            return drifts.stream().map(Drift::line).toList();
        }
        var own = records.stream()
                .filter(record -> record.id().equals(only.get()))
                .flatMap(record -> record.apps().stream())
                .flatMap(app -> java.util.stream.Stream.of(app.hostname(), app.hostServer()))
                .collect(Collectors.toSet());
        return drifts.stream()
                .filter(drift -> own.contains(drift.subject()))
                .map(Drift::line)
                .toList();
    }

    private HostListing listing(HostServer host) {
        try {
            Map<String, ContainerView> containers = engines.listOurs(host).stream()
                    .collect(Collectors.toMap(ContainerView::name, Function.identity(), (one, other) -> one));
            return new HostListing(host.name(), containers, Optional.empty());
        } catch (AutodockException silent) {
            return new HostListing(host.name(), Map.of(), Optional.of(silent.sentence()));
        }
    }

    /** What a verification that has ended says. */
    public String verdict(Work work) {
        int found = work.request().report().size();
        return found == 0
                ? "everything is as recorded"
                : found + (found == 1 ? " difference" : " differences") + " found";
    }
}
