package io.autodock.step;

import io.autodock.access.Caller;
import io.autodock.admission.Admission;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.Spec;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Placement;
import io.autodock.placement.RankedHost;
import io.autodock.placement.Ranking;
import io.autodock.placement.Verdict;
import io.autodock.plan.Plan;
import io.autodock.plan.Planner;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans with the very decisions that a request is carried out with, on the books as they stand, and writes nothing. */
public final class PlanStep implements Planner {

    private final Admission admission;
    private final RankStep rank;
    private final Registry registry;
    private final Clock clock;

    /** The planner on those decisions. */
    public PlanStep(Admission admission, RankStep rank, Registry registry, Clock clock) {
        this.admission = admission;
        this.rank = rank;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Plan plan(Caller caller, Order order) {
        admission.check(caller, order);
        FormationId id =
                order.formation().orElseThrow(() -> AutodockException.invalid("formation", "", "the formation's name"));
        return switch (order.operation()) {
            case CREATE -> create(id, order.spec().orElseThrow());
            case DELETE -> delete(id);
            case VERIFY -> throw AutodockException.invalid("operation", "verify", "create or delete, to be planned");
        };
    }

    private Plan delete(FormationId id) {
        FormationRecord record = registry.find(id).orElseThrow(() -> Admission.absent(id));
        String sentence = record.apps().size() + " apps of " + id + " would be removed, with all they hold";
        return new Plan(
                Operation.DELETE,
                id,
                true,
                sentence,
                Optional.of(record.spec()),
                new Plan.Image(record.image().written(), record.image().reference()),
                List.of(),
                record.apps());
    }

    private Plan create(FormationId id, Spec spec) {
        Optional<FormationRecord> standing =
                registry.find(id).filter(record -> record.state() == FormationState.COMPLETE);
        if (standing.isPresent()) {
            FormationRecord record = standing.get();
            return new Plan(
                    Operation.CREATE,
                    id,
                    true,
                    id + " exists already, as asked for",
                    Optional.of(spec),
                    new Plan.Image(record.image().written(), record.image().reference()),
                    List.of(),
                    record.apps());
        }
        Work work = pretended(id, spec);
        rank.look(work);
        try {
            rank.fixImage(work);
            rank.look(work);
        } catch (AutodockException refusal) {
            return refused(work, refusal);
        }
        Reservation reservation =
                new Reservation(work, registry.books(spec.hostnameScheme().group()));
        try {
            return planned(work, reservation, reservation.firstPlacement());
        } catch (AutodockException refusal) {
            return refused(work, refusal);
        }
    }

    /** A work that nobody has claimed: decisions are made on it, nothing can be written with it. */
    private Work pretended(FormationId id, Spec spec) {
        RequestId request = RequestId.fresh(clock.instant());
        return new Work(
                Request.accepted(request, Operation.CREATE, Optional.of(id), Trigger.HTTP, "plan", "", clock.instant()),
                new Claim(request, 0),
                Optional.of(spec));
    }

    private Plan planned(Work work, Reservation reservation, Placement placement) {
        boolean possible = placement instanceof Placement.Placed;
        List<App> apps = placement instanceof Placement.Placed placed ? placed.apps() : List.of();
        String sentence = placement instanceof Placement.Refused refused
                ? refused.sentence()
                : apps.size() + (apps.size() == 1 ? " app" : " apps") + " of " + work.formation() + " would run";
        return new Plan(
                Operation.CREATE,
                work.formation(),
                possible,
                sentence,
                Optional.of(work.spec()),
                image(work),
                hosts(work, reservation.cluster(), placement.verdicts(), apps),
                apps);
    }

    private Plan refused(Work work, AutodockException refusal) {
        if (refusal.code() == ProblemCode.INVALID || refusal.code() == ProblemCode.FORBIDDEN) {
            throw refusal;
        }
        ClusterView cluster = new ClusterView(work.hosts(), registry.hostBooks());
        return new Plan(
                Operation.CREATE,
                work.formation(),
                false,
                refusal.sentence(),
                Optional.of(work.spec()),
                image(work),
                hosts(work, cluster, List.of(), List.of()),
                List.of());
    }

    private static Plan.Image image(Work work) {
        return new Plan.Image(
                work.spec().image().written(),
                work.image().map(pinned -> pinned.reference()).orElse(""));
    }

    private static List<Plan.HostLine> hosts(Work work, ClusterView cluster, List<Verdict> verdicts, List<App> apps) {
        Map<String, HostView> views = work.hosts().stream()
                .collect(Collectors.toMap(view -> view.host().name(), Function.identity()));
        Map<String, String> refusals = verdicts.stream()
                .filter(Verdict.Refused.class::isInstance)
                .map(Verdict.Refused.class::cast)
                .collect(Collectors.toMap(Verdict.Refused::hostServer, Verdict.Refused::sentence));
        Map<String, Long> taken = apps.stream().collect(Collectors.groupingBy(App::hostServer, Collectors.counting()));
        AtomicInteger place = new AtomicInteger();
        return Ranking.rank(cluster).stream()
                .map(RankedHost::hostServer)
                .map(name -> line(
                        place.incrementAndGet(),
                        java.util.Objects.requireNonNull(views.get(name)),
                        cluster.book(name).promisedMegabytes(),
                        refusals.getOrDefault(name, ""),
                        taken.getOrDefault(name, 0L).intValue()))
                .toList();
    }

    private static Plan.HostLine line(int rank, HostView view, long promised, String refusal, int apps) {
        Optional<HostFacts> facts = view.facts();
        return new Plan.HostLine(
                rank,
                view.host().name(),
                facts.filter(known -> known.source().equals("minion")).map(HostFacts::load15),
                facts.map(HostFacts::cores).orElse(0),
                facts.map(HostFacts::memoryMegabytes).orElse(0L),
                promised,
                view.recentFailures(),
                facts.map(HostFacts::source).orElse("none"),
                refusal.isEmpty() ? engineTrouble(view.engine()) : refusal,
                apps);
    }

    private static String engineTrouble(EngineState state) {
        if (state instanceof EngineState.Silent silent) {
            return silent.sentence();
        }
        return state instanceof EngineState.Unusable unusable ? unusable.sentence() : "";
    }
}
