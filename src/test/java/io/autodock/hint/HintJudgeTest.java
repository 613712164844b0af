package io.autodock.hint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.formation.FormationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HintJudgeTest {

    private static final EngineState WELL = new EngineState.Answers("20.10", "1.41");
    private static final EngineState SILENT = new EngineState.Silent("no answer");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration REST = Duration.ofSeconds(1);

    private static List<HostView> hosts(EngineState second) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new HostView(
                        new HostServer(
                                "h" + number,
                                "10.0.0." + number,
                                new EngineEndpoint.MutualTls("10.0.0." + number, 2376),
                                "m" + number,
                                Map.of(),
                                true),
                        Optional.empty(),
                        number == 2 ? second : WELL,
                        0))
                .toList();
    }

    private static List<String> told(Judgement judgement) {
        return judgement instanceof Judgement.Told told ? told.sentences() : List.of(judgement.toString());
    }

    @Test
    void aFalseAlarmIsToldAndMovesNothing() {
        assertEquals(
                List.of("h2: the Salt master lost its minion, but its engine answers: nothing moves"),
                told(HintJudge.judge(new Hint.MinionsLost(Set.of("m2", "web001")), hosts(WELL))));
    }

    @Test
    void anEngineThatIsSilentTooIsLookedAt() {
        assertEquals(
                new Judgement.Look(Optional.empty()),
                HintJudge.judge(new Hint.MinionsLost(Set.of("m2")), hosts(SILENT)));
    }

    @Test
    void whenTheMasterLostManyAtOnceItsViewIsDoubted() {
        assertEquals(
                List.of(
                        "the Salt master lost the minions of 3 of 3 host servers at once: its view is doubted, nothing moves"),
                told(HintJudge.judge(new Hint.MinionsLost(Set.of("m1", "m2", "m3")), hosts(SILENT))));
    }

    @Test
    void minionsThatAreNoHostServersAreNothingToLookFor() {
        assertEquals(List.of(), told(HintJudge.judge(new Hint.MinionsLost(Set.of("web001")), hosts(SILENT))));
        assertEquals(List.of(), told(HintJudge.judge(new Hint.MinionsCame(Set.of("web001")), hosts(WELL))));
    }

    @Test
    void aHostServersMinionThatCameIsALook() {
        assertEquals(
                new Judgement.Look(Optional.empty()), HintJudge.judge(new Hint.MinionsCame(Set.of("m1")), hosts(WELL)));
    }

    @Test
    void anEndedAppIsALookAtItsFormation() {
        FormationId shop = FormationId.of("carl", "shop");
        assertEquals(new Judgement.Look(Optional.of(shop)), HintJudge.judge(new Hint.AppEnded(shop), List.of()));
    }

    @Test
    void whatIsHintedAgainIsLookedAtOnceNowAndOnceAfterARest() {
        Folds folds = new Folds();
        assertEquals(Optional.of(Duration.ZERO), folds.delay("a", NOW, REST));
        assertEquals(Optional.of(Duration.ofMillis(700)), folds.delay("a", NOW.plusMillis(300), REST));
        assertEquals(Optional.empty(), folds.delay("a", NOW.plusMillis(600), REST));
        assertEquals(Optional.of(Duration.ZERO), folds.delay("b", NOW.plusMillis(600), REST));
        assertEquals(Optional.of(Duration.ofMillis(900)), folds.delay("a", NOW.plusMillis(1100), REST));
        assertEquals(Optional.of(Duration.ZERO), folds.delay("a", NOW.plusMillis(9000), REST));
    }

    @Test
    void aFloodOfSubjectsIsACrowd() {
        Folds folds = new Folds();
        for (int number = 0; number < Folds.MOST; number++) {
            assertEquals(false, folds.crowded());
            folds.delay("f" + number, NOW, REST);
        }
        assertEquals(true, folds.crowded());
        folds.delay("later", NOW.plusSeconds(5), REST);
        assertEquals(false, folds.crowded());
    }
}
