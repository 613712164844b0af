package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.edit.Edit;
import io.autodock.edit.Way;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import io.autodock.replacement.FormationInHand;
import io.autodock.replacement.Rebuild;
import io.autodock.replacement.ReplacementOutcome;
import io.autodock.request.LiveRequests;
import io.autodock.request.RequestState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives the apps of a formation new containers, so many at a time as may be missing, and gives them back the old make where
 * one of them fails. Which have theirs is told by their generations in the record.
 */
public final class ReplaceStep {

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final LiveRequests live;

    /** The step on those engines. */
    public ReplaceStep(Registry registry, HostDirectory directory, Engines engines, LiveRequests live) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.live = live;
    }

    /** Whether the edit gives the apps that stay new containers. */
    public boolean replaces(Work work) {
        return EditStep.diff(work.decided()).has(Way.REPLACE);
    }

    /** One image that a host server must hold before anything is stopped. */
    public record Pull(HostServer host, PinnedImage image, String request) {}

    /** What has to be pulled, once for each host server. */
    public List<Pull> pulls(Work work) {
        List<HostServer> cluster = directory.list();
        String request = work.request().id().value();
        return work.decided().staying().stream()
                .map(App::hostServer)
                .distinct()
                .map(name -> new Pull(named(cluster, name), work.decided().image(), request))
                .toList();
    }

    /** Has one host server hold the image. @throws AutodockException FAILED when it can't */
    public void pull(Pull pull) {
        engines.pull(pull.host(), pull.image(), pull.request());
    }

    /** Whether an app still runs as before. */
    public boolean isMore(Work work) {
        return !waiting(work).isEmpty();
    }

    private static List<App> waiting(Work work) {
        Map<String, App> before = byName(work.decided().before());
        Map<String, App> now = byName(work.record().orElseThrow());
        return work.decided().staying().stream()
                .filter(app -> generation(now, app) <= generation(before, app))
                .toList();
    }

    private static Map<String, App> byName(FormationRecord record) {
        return record.apps().stream().collect(Collectors.toMap(App::hostname, Function.identity()));
    }

    private static int generation(Map<String, App> apps, App app) {
        return Optional.ofNullable(apps.get(app.hostname()))
                .map(App::generation)
                .orElse(app.generation());
    }

    /** Chooses the next apps, and records that they are about to go, so that no balancer gives them new requests. */
    public void choose(Work work) {
        int most = Math.max(1, work.detail().mostMissing());
        Set<String> batch =
                waiting(work).stream().limit(most).map(App::hostname).collect(Collectors.toSet());
        FormationRecord record = work.record().orElseThrow();
        FormationRecord draining = record.withApps(record.apps().stream()
                .map(app -> batch.contains(app.hostname()) ? app.draining() : app)
                .toList());
        registry.keep(work.claim(), draining);
        take(work, batch, draining);
    }

    private void take(Work work, Set<String> batch, FormationRecord record) {
        work.recorded(Optional.of(record));
        work.replaces(batch, new FormationInHand(registry, work.claim(), record));
    }

    /** What is to be made anew now. */
    public List<Rebuild> orders(Work work) {
        Map<String, App> now = byName(work.record().orElseThrow());
        List<HostServer> cluster = directory.list();
        return work.decided().staying().stream()
                .filter(app -> work.batch().contains(app.hostname()))
                .map(app -> rebuild(
                        work, cluster, now.getOrDefault(app.hostname(), app).withPorts(app.ports())))
                .toList();
    }

    private static Rebuild rebuild(Work work, List<HostServer> cluster, App app) {
        Edit edit = work.decided();
        return new Rebuild(
                work.inHand(), named(cluster, app.hostServer()), app, app.generation() + 1, edit.spec(), edit.image());
    }

    private static HostServer named(List<HostServer> cluster, String name) {
        return Hosts.member(cluster, name)
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED, "host server \"" + name + "\" is no longer in the docker cluster"));
    }

    /**
     * Takes in what became of them.
     *
     * @throws AutodockException FAILED with the first cause when one of them was not replaced
     */
    public void collect(Work work, List<ReplacementOutcome> outcomes) {
        takeIn(work);
        causes(outcomes).stream().sorted().findFirst().ifPresent(cause -> {
            throw AutodockException.of(ProblemCode.FAILED, cause);
        });
    }

    private void takeIn(Work work) {
        FormationRecord record = work.inHand().record();
        work.recorded(Optional.of(record));
        work.advance(work.request().progressed(RequestState.RUNNING, record.apps()));
        live.put(work.request());
    }

    private static List<String> causes(List<ReplacementOutcome> outcomes) {
        return outcomes.stream()
                .map(ReplaceStep::cause)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> cause(ReplacementOutcome outcome) {
        if (outcome instanceof ReplacementOutcome.PutBack back) {
            return Optional.of(back.hostname() + " was not replaced: " + back.cause());
        }
        return outcome instanceof ReplacementOutcome.Lost lost
                ? Optional.of(lost.hostname() + " was not replaced, and does not run: " + lost.cause())
                : Optional.empty();
    }

    /** On the way back: finds the apps that have a new container, or none that runs. All of them get the old make again. */
    public void planBack(Work work) {
        Map<String, App> before = byName(work.decided().before());
        List<HostServer> cluster = directory.list();
        work.puttingBack().clear();
        work.apps().stream()
                .filter(app -> Hosts.member(cluster, app.hostServer()).isPresent())
                .filter(app -> app.generation() > generation(before, app)
                        || (work.batch().contains(app.hostname()) && isDown(cluster, app)))
                .map(App::hostname)
                .forEach(work.puttingBack()::add);
    }

    /** Whether an app has still to get the old make again. */
    public boolean isMoreBack(Work work) {
        return !work.puttingBack().isEmpty();
    }

    /** The next apps that get the old make again, no more at a time than may be missing. */
    public List<Rebuild> backOrders(Work work) {
        int most = Math.max(1, work.detail().mostMissing());
        Set<String> batch = work.puttingBack().stream().limit(most).collect(Collectors.toSet());
        work.puttingBack().removeAll(batch);
        take(work, batch, work.record().orElseThrow());
        List<HostServer> cluster = directory.list();
        return work.apps().stream()
                .filter(app -> batch.contains(app.hostname()))
                .map(app -> rebuild(work, cluster, app))
                .toList();
    }

    /** Unknown is not down: an engine that does not answer is not asked to make anything anew. */
    private boolean isDown(List<HostServer> cluster, App app) {
        try {
            return engines.find(named(cluster, app.hostServer()), app.hostname())
                    .filter(view -> view.state() == ContainerView.State.RUNNING)
                    .isEmpty();
        } catch (AutodockException silent) {
            return false;
        }
    }

    /** Takes in what became of them on the way back: what could not be put back is told, and holds up nothing. */
    public void collectBack(Work work, List<ReplacementOutcome> outcomes) {
        takeIn(work);
        causes(outcomes).forEach(cause -> work.advance(work.request().noticed(cause)));
    }
}
