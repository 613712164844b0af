package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.prune.HeldImage;
import io.autodock.prune.ImageShelf;
import io.autodock.prune.Pruning;
import io.autodock.registry.Registry;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Clears away on every host server what nothing needs any more, and tells what it was. Safe to repeat. */
public final class PruneStep {

    private static final int SHORT_ID = 19;

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final ImageShelf images;
    private final RequestLog log;

    /** The step, with what it looks at and acts on. */
    public PruneStep(Registry registry, HostDirectory directory, Engines engines, ImageShelf images, RequestLog log) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.images = images;
        this.log = log;
    }

    /**
     * What was removed, or would be.
     *
     * @param removed a line each
     * @param notes what was left, and why
     */
    public record Report(List<String> removed, List<String> notes) {

        /** One that grows while hosts are gone through. */
        static Report empty() {
            return new Report(
                    Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        }
    }

    /** An empty report. */
    public Report report() {
        return Report.empty();
    }

    /** Containers with our labels that no formation has there; a host server that is silent is told. */
    public List<RemoveOrder> containers(Report report) {
        Pruning pruning = pruning();
        List<RemoveOrder> orders = new ArrayList<>();
        for (HostServer host : directory.list()) {
            try {
                List<ContainerView> ours = engines.listOurs(host);
                orders.addAll(pruning.containers(host, ours));
                report.notes().addAll(pruning.left(host, ours));
            } catch (AutodockException silent) {
                report.notes().add(silent.sentence());
            }
        }
        return orders;
    }

    /** Says that a container would be removed. */
    public void foresee(Report report, RemoveOrder order) {
        report.removed().add(line(order));
    }

    /** Takes in what became of a container. */
    public void collect(Report report, RemoveOrder order, RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.Removed) {
            report.removed().add(line(order));
        } else if (outcome instanceof RemoveOutcome.StillThere there) {
            report.notes().add(there.sentence());
        } else if (outcome instanceof RemoveOutcome.Unknown unknown) {
            report.notes().add(unknown.sentence());
        }
    }

    private static String line(RemoveOrder order) {
        return order.host().name() + ": container " + order.hostname() + " of " + order.formation();
    }

    /** Says which images would be removed. */
    public void foreseeImages(Report report) {
        eachImage(report, (host, image) -> {});
    }

    /** Removes the images that formations ran and none runs now. */
    public void removeImages(Report report) {
        eachImage(report, (host, image) -> images.remove(host, image.id()));
    }

    private interface Act {
        void on(HostServer host, HeldImage image);
    }

    private void eachImage(Report report, Act act) {
        Pruning pruning = pruning();
        for (HostServer host : directory.list()) {
            try {
                for (HeldImage image : pruning.images(images.images(host))) {
                    act.on(host, image);
                    report.removed()
                            .add(host.name() + ": image " + image.digests().get(0) + " ("
                                    + image.id()
                                            .substring(
                                                    0,
                                                    Math.min(
                                                            SHORT_ID, image.id().length())) + ")");
                }
            } catch (AutodockException silent) {
                note(report, silent.sentence());
            }
        }
    }

    private static void note(Report report, String sentence) {
        if (!report.notes().contains(sentence)) {
            report.notes().add(sentence);
        }
    }

    /** Requests are read before records: what becomes a record between the two belongs to a request that counts as busy. */
    private Pruning pruning() {
        Set<FormationId> busy = log.pending().stream()
                .flatMap(id -> log.find(id).stream())
                .flatMap(request -> request.formation().stream())
                .collect(Collectors.toSet());
        return new Pruning(registry.list(Optional.empty()), busy, this::maker);
    }

    private Pruning.Maker maker(String request) {
        return RequestId.GRAMMAR.matcher(request).matches()
                ? log.find(new RequestId(request))
                        .map(found -> found.state().ended() ? Pruning.Maker.ENDED : Pruning.Maker.UNDER_WAY)
                        .orElse(Pruning.Maker.UNKNOWN)
                : Pruning.Maker.UNKNOWN;
    }
}
