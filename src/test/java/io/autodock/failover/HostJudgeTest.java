package io.autodock.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.failover.HostJudge.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostJudgeTest {

    private static final Instant CUT = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GAP = Duration.ofMillis(1500);
    private static final Set<Sign> BOTH = Set.of(Sign.ENGINE, Sign.SSHD);

    private final HostJudge judge = new HostJudge(GRACE, LOOK);

    @Test
    void oneOfThreeThatIsSilentForTheWholeGraceIsDead() {
        List<Seen> hosts = List.of(heard("h1"), heard("h2"), silent("h3", 3000));
        Judgement.Dead dead = assertInstanceOf(Judgement.Dead.class, judge.judge(hosts, at(3000)));
        assertEquals(
                List.of(new HostLoss("h3", CUT, "its engine and its sshd have been silent for 3.0 s")), dead.losses());
    }

    @ParameterizedTest
    @CsvSource({"2999, 2500", "5000, 2000", "1000, 500"})
    void aSilenceThatIsShorterOrWasNotLookedAtToItsEndIsNone(int now, int until) {
        List<Seen> hosts = List.of(heard("h1"), heard("h2"), silent("h3", until));
        assertInstanceOf(Judgement.Calm.class, judge.judge(hosts, at(now)));
    }

    @Test
    void aMinionThatAnswersIsAVeto() {
        List<Seen> hosts = List.of(heard("h1"), heard("h2"), with(silent("h3", 9000), MinionWord.ANSWERS));
        assertInstanceOf(Judgement.Calm.class, judge.judge(hosts, at(9000)));
    }

    @ParameterizedTest
    @CsvSource({"SSHD, UNKNOWN, false", "SSHD, SILENT, true", "ENGINE, SILENT, false"})
    void oneSignAloneIsNotBelieved(Sign only, MinionWord minion, boolean dies) {
        Seen host = with(new Seen("h3", silence(Set.of(only), 9000), MinionWord.UNKNOWN, false), minion);
        Judgement judgement = judge.judge(List.of(heard("h1"), heard("h2"), host), at(9000));
        assertEquals(dies, judgement instanceof Judgement.Dead);
    }

    @Test
    void aSignThatWasNeverGivenIsNotMissed() {
        Seen host = new Seen("h3", silence(Set.of(), 9000), MinionWord.UNKNOWN, false);
        assertInstanceOf(Judgement.Calm.class, judge.judge(List.of(heard("h1"), host), at(9000)));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,false",
        "1,2,false",
        "2,2,true",
        "1,3,false",
        "2,3,true",
        "2,6,false",
        "3,6,true",
        "4,6,true",
        "33,100,false",
        "34,100,true"
    })
    void twoOrMoreAndOverAThirdAreTooMany(int silent, int of, boolean tooMany) {
        assertEquals(tooMany, HostJudge.isTooMany(silent, of));
    }

    @Test
    void whereTooManyAreSilentNothingMovesAlsoWhenTheOthersFellSilentJustNow() {
        List<Seen> hosts = List.of(heard("h1"), silent("h2", 3000), silentSince("h3", 2600, 3000));
        Judgement.Doubted doubted = assertInstanceOf(Judgement.Doubted.class, judge.judge(hosts, at(3000)));
        assertEquals(
                "2 of 3 host servers look dead at once (h2, h3), which is over a third: this service may be the one that"
                        + " is cut off, so nothing moves",
                doubted.sentence());
    }

    @Test
    void whoStaysSilentAfterTooManyWereIsGivenTimeToComeBack() {
        List<Seen> all = List.of(silent("h1", 3000), silent("h2", 3000), silent("h3", 3000));
        assertInstanceOf(Judgement.Doubted.class, judge.judge(all, at(3000)));
        List<Seen> one = List.of(heard("h1"), heard("h2"), silent("h3", 10_000));
        assertInstanceOf(Judgement.Calm.class, judge.judge(one, at(10_000)));
        List<Seen> later = List.of(heard("h1"), heard("h2"), silent("h3", 63_000));
        assertInstanceOf(Judgement.Dead.class, judge.judge(later, at(63_000)));
    }

    @Test
    void whoWasHeardInBetweenIsNotDoubtedAnyMore() {
        judge.judge(List.of(silent("h1", 3000), silent("h2", 3000), silent("h3", 3000)), at(3000));
        judge.judge(List.of(heard("h1"), heard("h2"), heard("h3")), at(4000));
        List<Seen> one = List.of(heard("h1"), heard("h2"), silentSince("h3", 5000, 8000));
        assertInstanceOf(Judgement.Dead.class, judge.judge(one, at(8000)));
    }

    @Test
    void whoIsLostAlreadyIsNotDeclaredAgainAndMakesNoNoiseWithAnotherOnesBlip() {
        Seen lost = new Seen("h3", silence(BOTH, 60_000), MinionWord.SILENT, true);
        assertInstanceOf(Judgement.Calm.class, judge.judge(List.of(heard("h1"), heard("h2"), lost), at(60_000)));
        List<Seen> blip = List.of(heard("h1"), silentSince("h2", 59_500, 60_000), lost);
        assertInstanceOf(Judgement.Calm.class, judge.judge(blip, at(60_000)));
    }

    @Test
    void aSilenceBeginsAnewAfterAGapAndEndsWithAnySign() {
        Pulse pulse = Pulse.unheard(BOTH).after(probe(0, 500), GAP).after(probe(60_000, 60_500), GAP);
        assertEquals(at(60_000), pulse.silence().orElseThrow().since());
        Pulse heard = pulse.after(new Probe(at(61_000), at(61_010), Set.of(Sign.SSHD)), GAP);
        assertEquals(false, heard.isSilent());
        assertEquals(BOTH, heard.known());
    }

    private static Instant at(int millis) {
        return CUT.plusMillis(millis);
    }

    private static Probe probe(int asked, int ended) {
        return new Probe(at(asked), at(ended), Set.of());
    }

    private static Seen heard(String host) {
        return new Seen(host, Pulse.unheard(BOTH), MinionWord.UNKNOWN, false);
    }

    private static Seen silent(String host, int until) {
        return silentSince(host, 0, until);
    }

    private static Seen silentSince(String host, int since, int until) {
        Pulse pulse = Stream.iterate(since, from -> from < until, from -> from + 500)
                .reduce(
                        Pulse.unheard(BOTH),
                        (before, from) -> before.after(probe(from, Math.min(until, from + 500)), GAP),
                        (one, other) -> other);
        return new Seen(host, pulse, MinionWord.UNKNOWN, false);
    }

    private static Pulse silence(Set<Sign> known, int until) {
        return Arrays.asList(0, until - 500).stream()
                .reduce(
                        Pulse.unheard(known),
                        (before, from) -> before.after(probe(from, from + 500), Duration.ofDays(1)),
                        (one, other) -> other);
    }

    private static Seen with(Seen host, MinionWord minion) {
        return new Seen(host.hostServer(), host.pulse(), minion, host.lost());
    }
}
