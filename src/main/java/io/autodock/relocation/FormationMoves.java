package io.autodock.relocation;

import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.relocation.MoveTask.Cause;
import io.autodock.replacement.FormationInHand;
import io.autodock.replacement.Move;
import io.autodock.replacement.ReplacementOutcome;
import io.autodock.step.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps of {@code routes/formation/move.camel.yaml}: apps of one formation leave a host server. */
public final class FormationMoves {

    private final HostRequests requests;
    private final Registry registry;
    private final ClusterWatch watch;

    /** The steps, with what they look at. */
    public FormationMoves(HostRequests requests, Registry registry, ClusterWatch watch) {
        this.requests = requests;
        this.registry = registry;
        this.watch = watch;
    }

    /** What is to move; an app that has left already, in an earlier try or otherwise, is not in it. */
    public List<Move> moves(Work work) {
        MoveTask task = requests.moveTask(work.request());
        Optional<FormationRecord> record =
                registry.find(work.formation()).filter(found -> found.state() == FormationState.COMPLETE);
        if (record.isEmpty() || leaving(record.get(), task).isEmpty()) {
            return List.of();
        }
        FormationInHand formation = new FormationInHand(registry, work.claim(), record.get());
        List<HostView> hosts = watch.look();
        return leaving(record.get(), task).stream()
                .map(app -> new Move(formation, app.hostname(), hosts, avoided(task, hosts), old(task, record.get())))
                .toList();
    }

    private static List<App> leaving(FormationRecord record, MoveTask task) {
        return record.apps().stream()
                .filter(app -> app.hostServer().equals(task.hostServer()))
                .filter(app -> task.hostnames().contains(app.hostname()))
                .toList();
    }

    private static Map<String, String> avoided(MoveTask task, List<HostView> hosts) {
        return hosts.stream()
                .map(view -> view.host().name())
                .filter(name -> task.to().filter(to -> !to.equals(name)).isPresent())
                .collect(Collectors.toMap(Function.identity(), name -> "another host server was chosen"));
    }

    /**
     * One of several may be missing for a moment, and then no two ever have its name; the only one serves until its
     * successor does, unless both would be the same minion.
     */
    static Move.Old old(MoveTask task, FormationRecord record) {
        if (task.cause() == Cause.LOSS) {
            return Move.Old.UNREACHABLE;
        }
        boolean mayBeMissing = record.apps().size() > 1 || record.spec().bootstrap() == BootstrapMode.MINION;
        return mayBeMissing ? Move.Old.STOPS_BEFORE : Move.Old.SERVES_UNTIL_THEN;
    }

    /**
     * What became of the moves.
     *
     * @throws AutodockException UNAVAILABLE when one of them could not even write what became of it: it is taken up again
     */
    public List<ReplacementOutcome> ended(List<?> outcomes) {
        if (!outcomes.stream().allMatch(ReplacementOutcome.class::isInstance)) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, "a move was broken off; it is taken up again");
        }
        return outcomes.stream().map(ReplacementOutcome.class::cast).toList();
    }

    /** Takes in what became of every move. */
    public void collect(Work work, List<ReplacementOutcome> outcomes) {
        work.recorded(registry.find(work.formation()));
        List<String> lines = new ArrayList<>();
        outcomes.forEach(outcome -> lines.add(line(outcome)));
        requests.report(work, lines);
    }

    private static String line(ReplacementOutcome outcome) {
        if (outcome instanceof ReplacementOutcome.Replaced replaced) {
            return outcome.hostname() + Relocations.RUNS_ON + replaced.app().hostServer();
        }
        return outcome.hostname() + " was not moved: " + cause(outcome).orElse("");
    }

    private static Optional<String> cause(ReplacementOutcome outcome) {
        if (outcome instanceof ReplacementOutcome.PutBack back) {
            return Optional.of(back.cause());
        }
        return outcome instanceof ReplacementOutcome.Lost lost ? Optional.of(lost.cause()) : Optional.empty();
    }

    /**
     * What moves that have ended say.
     *
     * @throws AutodockException FAILED with the first cause when one of them failed
     */
    public String verdict(List<ReplacementOutcome> outcomes) {
        outcomes.stream()
                .map(FormationMoves::cause)
                .flatMap(Optional::stream)
                .sorted()
                .findFirst()
                .ifPresent(first -> {
                    throw AutodockException.of(ProblemCode.FAILED, first);
                });
        String places = outcomes.stream()
                .map(outcome -> ((ReplacementOutcome.Replaced) outcome).app().hostServer())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return outcomes.isEmpty() ? "nothing was left to move" : "moved to " + places;
    }
}
