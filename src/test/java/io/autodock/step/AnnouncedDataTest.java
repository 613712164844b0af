package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.announce.RequestEvent;
import io.autodock.formation.App;
import io.autodock.formation.Operation;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.json.Json;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestState;
import io.autodock.request.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The whole text of what is told on the Salt bus and in the log of each state of a request. */
class AnnouncedDataTest {

    private static final App WEB001 =
            App.placed("web001", "H1", List.of(new PublishedPort("", 8080, 80, Protocol.TCP)), OptionalInt.of(9023));
    private static final App WEB002 = App.placed("web002", "H2", List.of(), OptionalInt.of(9024));

    private final Request accepted = Works.request(Works.F1);

    @Test
    void acceptedTellsWhatIsAskedAndForWhom() {
        assertEquals("{\"operation\":\"create\",\"user\":\"team1\",\"formation\":\"f1\",\"apps\":[]}", data(accepted));
    }

    @Test
    void everyStateOnTheWayTellsWhereTheAppsAre() {
        assertEquals("""
                {"operation":"create","user":"team1","formation":"f1","apps":[\
                {"hostname":"web001","host-server":"H1","state":"running","port":8080},\
                {"hostname":"web002","host-server":"H2","state":"placed","port":9024}]}""", data(accepted.progressed(RequestState.PLACED, List.of(WEB001.running("4f2a"), WEB002))));
    }

    @Test
    void theEndTellsItsSentence() {
        Request placed = accepted.progressed(RequestState.BOOTSTRAPPED, List.of(WEB002.bootstrapped()));
        assertEquals("""
                {"operation":"create","user":"team1","formation":"f1","apps":[\
                {"hostname":"web002","host-server":"H2","state":"bootstrapped","port":9024}],\
                "sentence":"1 app of team1/f1 runs"}""", data(placed.done(Works.NOW, "1 app of team1/f1 runs")));
        assertEquals("""
                {"operation":"create","user":"team1","formation":"f1","apps":[],\
                "sentence":"no host has room"}""", data(accepted.failed(Works.NOW, ProblemCode.FAILED, "no host has room")));
    }

    @Test
    void aVerificationOfEverythingHasNoFormation() {
        Request all = Request.accepted(
                RequestId.fresh(Works.NOW), Operation.VERIFY, Optional.empty(), Trigger.TIMER, "timer", "", Works.NOW);
        assertEquals("{\"operation\":\"verify\",\"apps\":[]}", data(all));
    }

    private static String data(Request request) {
        RequestEvent event =
                new RequestEvent(request.id().value(), request.state().lowerCase(), CarryStep.data(request));
        return Json.write(event.data());
    }
}
