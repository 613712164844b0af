package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.relocation.HostRequests;
import io.autodock.relocation.HostRequests.Asker;
import io.autodock.relocation.HostTask;
import io.autodock.relocation.Rebalancing.Planned;
import io.autodock.relocation.Relocations;
import io.autodock.request.Trigger;
import java.util.List;

/** Calls that move apps between host servers: {@code /v1/hosts/NAME/drain}, {@code /v1/rebalance} and its plan. */
public final class RelocationsApi {

    private final HostRequests desk;
    private final HostDirectory directory;
    private final Relocations relocations;
    private final RequestsApi requests;

    /** The calls, on that desk. */
    public RelocationsApi(HostRequests desk, HostDirectory directory, Relocations relocations, RequestsApi requests) {
        this.desk = desk;
        this.directory = directory;
        this.relocations = relocations;
        this.requests = requests;
    }

    /** {@code POST /v1/hosts/NAME/drain}: it takes no new apps, and those that are there move away. */
    public HttpAnswer drain(Caller operator, HttpCall call) {
        String name = HostServer.checkedName(call.segment(3));
        if (directory.find(name).isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.NOT_FOUND, "host-server \"" + name + "\" is not in the docker cluster");
        }
        return submit(operator, call, Operation.DRAIN, new HostTask.Whole(name));
    }

    /** {@code POST /v1/rebalance}: moves apps from crowded to idle host servers. */
    public HttpAnswer rebalance(Caller operator, HttpCall call) {
        return submit(operator, call, Operation.REBALANCE, new HostTask.Crowded(maxMoves(call)));
    }

    private HttpAnswer submit(Caller operator, HttpCall call, Operation operation, HostTask task) {
        Asker asker = new Asker(operator.name(), trigger(call));
        return requests.submit(
                operator,
                call,
                () -> desk.submit(operation, task, asker, call.deliveryKey().map(key -> "http " + key)));
    }

    private static Trigger trigger(HttpCall call) {
        return call.header("Autodock-Trigger").filter("command-line"::equals).isPresent()
                ? Trigger.COMMAND_LINE
                : Trigger.HTTP;
    }

    /** {@code POST /v1/plan/rebalance}: what would move. */
    public HttpAnswer planRebalance(Caller operator, HttpCall call) {
        List<MoveView> moves =
                relocations.plan(maxMoves(call)).stream().map(MoveView::of).toList();
        String sentence = moves.isEmpty()
                ? "nothing would move: no host server is crowded beside an idle one"
                : moves.size() + (moves.size() == 1 ? " app" : " apps") + " would move";
        return HttpAnswer.json(200, new RebalanceView("rebalance", true, sentence, moves));
    }

    private static int maxMoves(HttpCall call) {
        if (!call.hasBody()) {
            return HostTask.Crowded.USUAL_MOVES;
        }
        StrictObject body = StrictObject.read(call.jsonBody(), "max-moves");
        int moves = body.number("max-moves", 1, HostTask.Crowded.MOST_MOVES).orElse(HostTask.Crowded.USUAL_MOVES);
        body.requireSound();
        return moves;
    }

    /** One app that would move, in JSON. */
    record MoveView(String user, String formation, String hostname, String from, String to) {
        static MoveView of(Planned move) {
            return new MoveView(
                    move.app().formation().user().value(),
                    move.app().formation().formation().value(),
                    move.app().hostname(),
                    move.from(),
                    move.to());
        }
    }

    /** What a rebalance would do, in JSON. */
    record RebalanceView(String operation, boolean possible, String sentence, List<MoveView> moves) {}
}
