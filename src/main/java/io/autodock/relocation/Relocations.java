package io.autodock.relocation;

import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.placement.ClusterView;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import io.autodock.relocation.Departures.Leaving;
import io.autodock.relocation.HostRequests.Asker;
import io.autodock.relocation.MoveTask.Cause;
import io.autodock.relocation.Rebalancing.Planned;
import io.autodock.request.Request;
import io.autodock.request.RequestState;
import io.autodock.step.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of {@code routes/formation/relocate.camel.yaml}: a drain and a rebalance move one app after the other, a failover
 * all at once. Each begins over after a crash: what has moved is not on the host any more, and what was under way is found
 * again by its key.
 */
public final class Relocations {

    /** How a request {@code move} reports an app that has moved, after its hostname. */
    static final String RUNS_ON = " runs on ";

    private final HostRequests requests;
    private final HostDirectory directory;
    private final Registry registry;
    private final ClusterWatch watch;

    /** The steps, with what they look at and ask. */
    public Relocations(HostRequests requests, HostDirectory directory, Registry registry, ClusterWatch watch) {
        this.requests = requests;
        this.directory = directory;
        this.registry = registry;
        this.watch = watch;
    }

    /** Takes up a request; a host server that is to be empty takes no new apps from here on. */
    public Relocation begin(Work work) {
        Relocation relocation = new Relocation(requests.hostTask(work.request()));
        if (isDrain(work) && relocation.task() instanceof HostTask.Whole whole) {
            directory.change(whole.hostServer(), HostServer::draining);
        }
        return relocation;
    }

    private static boolean isDrain(Work work) {
        return work.request().operation() == Operation.DRAIN;
    }

    /** Whether an app is left that could be moved. */
    public boolean hasNext(Relocation relocation) {
        Optional<Planned> next = relocation.task() instanceof HostTask.Crowded crowded
                ? nextOfRebalance(relocation, crowded)
                : nextOfDrain(relocation);
        relocation.next(next);
        return next.isPresent();
    }

    /** None when the host was activated meanwhile. */
    private Optional<Planned> nextOfDrain(Relocation relocation) {
        String host = relocation.task().subject();
        if (directory.find(host).filter(HostServer::active).isPresent()) {
            return Optional.empty();
        }
        Departures departures = Departures.drained(host, records());
        relocation.staying(departures.staying());
        return departures.leaving().stream()
                .filter(relocation::isUntried)
                .findFirst()
                .map(app -> new Planned(app, host, ""));
    }

    private Optional<Planned> nextOfRebalance(Relocation relocation, HostTask.Crowded task) {
        return plan(Math.max(0, task.maxMoves() - relocation.movedApps())).stream()
                .filter(move -> relocation.isUntried(move.app()))
                .findFirst();
    }

    /** What a rebalance would do now. */
    public List<Planned> plan(int maxMoves) {
        return Rebalancing.plan(new ClusterView(watch.look(), registry.hostBooks()), records(), maxMoves);
    }

    private List<FormationRecord> records() {
        return registry.list(Optional.empty());
    }

    /** Moves the next app, and waits for what becomes of it. */
    public void moveNext(Work work, Relocation relocation) {
        Planned move = relocation.next().orElseThrow();
        Leaving app = move.app();
        Optional<String> to = Optional.of(move.to()).filter(host -> !host.isEmpty());
        MoveTask task =
                new MoveTask(move.from(), List.of(app.hostname()), to, to.isPresent() ? Cause.REBALANCE : Cause.DRAIN);
        String key = work.request().id() + " " + app.hostname();
        Request ended = requests.awaitEnd(
                requests.submitMove(app.formation(), task, asker(work), key).id());
        if (ended.state() == RequestState.DONE) {
            relocation.moved(app, ended.sentence());
        } else {
            relocation.failed(app, ended.sentence());
        }
        requests.report(work, relocation.report());
    }

    private static Asker asker(Work work) {
        return new Asker(work.request().caller(), work.request().trigger());
    }

    /** Moves all that go from a lost host server, formations side by side, and waits for what becomes of them. */
    public void moveAll(Work work, Relocation relocation) {
        String host = relocation.task().subject();
        Departures departures = Departures.lost(host, records());
        relocation.staying(departures.staying());
        Map<Request, List<Leaving>> underWay = new LinkedHashMap<>();
        byFormation(departures.leaving()).forEach((formation, apps) -> {
            MoveTask task =
                    new MoveTask(host, apps.stream().map(Leaving::hostname).toList(), Optional.empty(), Cause.LOSS);
            String key = work.request().id() + " " + formation;
            underWay.put(requests.submitMove(formation, task, asker(work), key), apps);
        });
        underWay.forEach((request, apps) -> {
            Request ended = requests.awaitEnd(request.id());
            apps.forEach(app -> take(relocation, app, ended));
        });
        requests.report(work, relocation.report());
    }

    private static Map<FormationId, List<Leaving>> byFormation(List<Leaving> apps) {
        Map<FormationId, List<Leaving>> byFormation = new LinkedHashMap<>();
        apps.forEach(app -> byFormation
                .computeIfAbsent(app.formation(), formation -> new ArrayList<>())
                .add(app));
        return byFormation;
    }

    /** A request that moved some of its apps names those that it did not. */
    private static void take(Relocation relocation, Leaving app, Request ended) {
        boolean moved = ended.state() == RequestState.DONE
                || ended.report().stream().anyMatch(line -> line.startsWith(app.hostname() + RUNS_ON));
        if (moved) {
            relocation.moved(app, "moved");
        } else {
            relocation.failed(app, ended.sentence());
        }
    }

    /**
     * What a relocation that has come to its end says.
     *
     * @throws AutodockException FAILED when an app had to go and could not
     */
    public String verdict(Relocation relocation) {
        String moved = Relocation.counted(relocation.movedApps()) + " moved";
        if (relocation.hasFailures()) {
            throw AutodockException.of(ProblemCode.FAILED, relocation.failures() + "; " + moved);
        }
        String stay = relocation.stayingApps() == 0
                ? ""
                : ", " + Relocation.counted(relocation.stayingApps())
                        + (relocation.stayingApps() == 1 ? " stays" : " stay");
        return relocation.task() instanceof HostTask.Whole whole ? whole.hostServer() + ": " + moved + stay : moved;
    }
}
