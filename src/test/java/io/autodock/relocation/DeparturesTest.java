package io.autodock.relocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.Spec;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.relocation.Departures.Leaving;
import io.autodock.relocation.json.JsonTaskTexts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeparturesTest {

    @ParameterizedTest
    @CsvSource({
        ",      ,     true,  true",
        ",      wait, true,  false",
        "/data, ,     false, false",
        "/data, move, true,  true",
        "/data, wait, false, false"
    })
    void dataStaysUnlessTheFormationSaysOtherwise(String volume, String onLoss, boolean drained, boolean moved) {
        Spec spec = Crowd.spec(
                "web",
                100,
                volume == null ? List.of() : List.of(volume),
                Optional.empty(),
                Optional.ofNullable(onLoss).map(OnHostLoss::parse));
        List<FormationRecord> records = List.of(Crowd.formation(spec, "h1", "h2", "h1"));
        Departures drain = Departures.drained("h1", records);
        Departures loss = Departures.lost("h1", records);
        assertEquals(drained, hostnames(drain).equals(List.of("web001", "web003")));
        assertEquals(moved, hostnames(loss).equals(List.of("web001", "web003")));
        assertEquals(2, drain.leaving().size() + drain.staying().size());
        assertEquals(2, loss.leaving().size() + loss.staying().size());
    }

    @Test
    void whatWaitsAndWhatIsPinnedSaysSo() {
        FormationRecord waits = Crowd.formation(
                Crowd.spec("wait", 100, List.of(), Optional.empty(), Optional.of(OnHostLoss.WAIT)), "h1");
        FormationRecord pinned =
                Crowd.formation(Crowd.spec("pin", 100, List.of(), Optional.of("h1"), Optional.empty()), "h1");
        FormationRecord made = Crowd.formation(Crowd.spec("made", 100), FormationState.CREATING, "h1");
        assertEquals(
                List.of("pin001 stays: its formation asks for host server h1", "wait001 waits for h1 to come back"),
                Departures.lost("h1", List.of(waits, pinned, made)).staying().stream()
                        .map(app -> app.hostname() + " " + app.reason())
                        .toList());
    }

    @Test
    void roomIsThereOrNot() {
        FormationRecord web = Crowd.formation(Crowd.spec("web", 600), "h1", "h2");
        Leaving app = Departures.drained("h1", List.of(web)).leaving().get(0);
        assertFalse(RelocationLook.isRoomFor(app, "h1", List.of(web), Crowd.cluster(List.of("h1", "h2"), web)));
        assertTrue(RelocationLook.isRoomFor(app, "h1", List.of(web), Crowd.cluster(List.of("h1", "h2", "h3"), web)));
    }

    @Test
    void tasksAreReadBackAsTheyWereWritten() {
        JsonTaskTexts texts = new JsonTaskTexts();
        MoveTask move = new MoveTask("h1", List.of("web001"), Optional.of("h2"), MoveTask.Cause.REBALANCE);
        assertEquals(move, texts.moveTask(texts.write(move)));
        HostTask whole = new HostTask.Whole("h1");
        assertEquals(whole, texts.hostTask(texts.write(whole)));
        HostTask crowded = new HostTask.Crowded(3);
        assertEquals(crowded, texts.hostTask(texts.write(crowded)));
    }

    private static List<String> hostnames(Departures departures) {
        return departures.leaving().stream().map(Leaving::hostname).toList();
    }
}
