package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.edit.Edit;
import io.autodock.edit.SpecDiff;
import io.autodock.edit.Way;
import io.autodock.formation.App;
import io.autodock.formation.Spec;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes what running containers may use, and who restarts them. */
public final class LimitStep {

    private final Engines engines;
    private final HostDirectory directory;

    /** The step on those engines. */
    public LimitStep(Engines engines, HostDirectory directory) {
        this.engines = engines;
        this.directory = directory;
    }

    /** One container with what it may use from now on; without a host server when that left the docker cluster. */
    public record Limit(Optional<HostServer> host, App app, Spec spec, boolean limits, boolean restarts) {}

    /** What became of one; empty for well. */
    public record Limited(Optional<AutodockException> refusal) {}

    /** The containers whose limits change in place: none where they are replaced anyway. */
    public List<Limit> orders(Work work) {
        SpecDiff diff = EditStep.diff(work.decided());
        boolean limits = diff.has(Way.IN_PLACE) && !diff.has(Way.REPLACE);
        return of(work, limits, handsOver(work.decided()));
    }

    /** The containers that get back what they were allowed before; safe where nothing was changed. */
    public List<Limit> backOrders(Work work) {
        return of(work, true, true);
    }

    private static boolean handsOver(Edit edit) {
        return !edit.spec().engineRestart().equals(edit.before().spec().engineRestart());
    }

    /** In the containers that the apps have now: one that was put back has another than before. */
    private List<Limit> of(Work work, boolean limits, boolean restarts) {
        Edit edit = work.decided();
        Set<String> staying = edit.staying().stream().map(App::hostname).collect(Collectors.toSet());
        List<HostServer> cluster = limits || restarts ? directory.list() : List.of();
        return limits || restarts
                ? work.apps().stream()
                        .filter(app -> staying.contains(app.hostname()))
                        .map(app ->
                                new Limit(Hosts.member(cluster, app.hostServer()), app, edit.spec(), limits, restarts))
                        .toList()
                : List.of();
    }

    /** Changes one; never throws what an engine said. */
    public Limited limit(Limit limit) {
        try {
            HostServer host = limit.host()
                    .orElseThrow(() -> AutodockException.of(
                            ProblemCode.FAILED,
                            "host server " + limit.app().hostServer() + " is not in the docker cluster any more"));
            change(host, limit);
            return new Limited(Optional.empty());
        } catch (AutodockException refused) {
            return new Limited(Optional.of(AutodockException.of(
                    refused.code(),
                    limit.app().hostname() + " can't be given "
                            + limit.spec().ram().written() + " and "
                            + limit.spec().cpuShares().value() + " cpu shares: " + refused.sentence())));
        }
    }

    private void change(HostServer host, Limit limit) {
        String container = limit.app().containerId();
        if (limit.limits()) {
            engines.limit(
                    host, container, limit.spec().cpuShares(), limit.spec().ram());
        }
        if (limit.restarts()) {
            engines.restartBy(host, container, limit.spec().engineRestart());
        }
    }

    /**
     * Takes in what became of each.
     *
     * @throws AutodockException the first refusal, by hostname
     */
    public void collect(Work work, List<Limited> outcomes) {
        outcomes.stream()
                .map(Limited::refusal)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /** Takes in what became of each on the way back: what could not be set back is told, and holds up nothing. */
    public void collectBack(Work work, List<Limited> outcomes) {
        outcomes.stream()
                .map(Limited::refusal)
                .flatMap(Optional::stream)
                .forEach(refusal -> work.advance(work.request().noticed(refusal.sentence())));
    }
}
