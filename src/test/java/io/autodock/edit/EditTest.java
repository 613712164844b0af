package io.autodock.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.AppState;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which apps stay and leave, and what a formation can go back to. */
class EditTest {

    private static final PinnedImage IMAGE = new PinnedImage("app:1", "app@sha256:1", true);

    private static Spec spec(int number) {
        return SpecJson.read(
                "{\"number\":" + number + ",\"image\":\"app:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                        + "\"hostname-scheme\":\"web\",\"ports\":[],\"volumes\":[],\"bootstrap\":\"none\",\"bootstrap-asked\":true}");
    }

    private static FormationRecord record(String... hostnames) {
        List<App> apps = List.of(hostnames).stream()
                .map(name ->
                        App.placed(name, "H1", List.of(), OptionalInt.empty()).running("c-" + name))
                .toList();
        return new FormationRecord(
                FormationId.of("team1", "f1"), spec(apps.size()), IMAGE, 1, "r1", FormationState.COMPLETE, apps);
    }

    private static List<String> names(List<App> apps) {
        return apps.stream().map(App::hostname).toList();
    }

    private static Edit edit(FormationRecord before, int number) {
        return Edit.of("r2", before, spec(number), IMAGE, List.of());
    }

    @Test
    void theHighestNumbersLeaveFirst() {
        Edit edit = edit(record("web1000", "web001", "web999", "web003"), 2);
        assertEquals(List.of("web001", "web003"), names(edit.staying()));
        assertEquals(List.of("web999", "web1000"), names(edit.leaving()));
        assertEquals(0, edit.more());
        assertEquals(3, edit(record("web001"), 4).more());
    }

    @Test
    void whatLeavesIsDrainingInTheRecordUntilItIsDismissed() {
        FormationRecord before = record("web001", "web002", "web003");
        Edit edit = edit(before, 2);
        FormationRecord after = edit.after(before);
        assertEquals("r2", after.request());
        assertTrue(edit.isRecordedIn(after));
        assertFalse(edit.isRecordedIn(before));
        assertEquals(AppState.DRAINING, after.apps().get(2).state());
        assertEquals(AppState.RUNNING, after.apps().get(1).state());
        assertEquals(
                List.of("web001", "web002"), names(edit.withoutLeaving(after).apps()));
        assertEquals(edit.withoutLeaving(after), edit.withoutLeaving(edit.withoutLeaving(after)));
    }

    @Test
    void theWayBackLeadsToWhatWasBefore() {
        FormationRecord before = record("web001");
        List<App> made = record("web002").apps();
        Edit back = edit(before, 2).back(made);
        assertEquals(before.spec(), back.spec());
        assertEquals(List.of("web001"), names(back.staying()));
        assertEquals(List.of("web002"), names(back.leaving()));
    }

    @Test
    void tenGoodSpecsAreKeptAndEachRollbackGoesOneFurther() {
        List<GoodSpec> history = new ArrayList<>();
        for (int number : IntStream.rangeClosed(1, 12).toArray()) {
            List<GoodSpec> further = GoodSpec.with(history, new GoodSpec(spec(number), IMAGE, "r" + number));
            assertEquals(further, GoodSpec.with(further, new GoodSpec(spec(number), IMAGE, "r" + number)));
            history = new ArrayList<>(further);
        }
        assertEquals(10, history.size());
        assertEquals("r3", history.get(0).request());
        List<GoodSpec> before = GoodSpec.before(history, history.get(9));
        assertEquals("r11", before.get(8).request());
        assertEquals(9, before.size());
    }

    @Test
    void anEditForAnotherStateIsAConflict() {
        FormationRecord record = record("web001");
        Tag.require(record, Optional.empty());
        Tag.require(record, Optional.of(Tag.of(record)));
        AutodockException stale =
                assertThrows(AutodockException.class, () -> Tag.require(record, Optional.of("0123456789abcdef")));
        assertEquals(ProblemCode.CONFLICT, stale.code());
        assertTrue(stale.sentence().contains(Tag.of(record)), stale.sentence());
    }
}
