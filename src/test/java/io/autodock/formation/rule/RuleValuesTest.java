package io.autodock.formation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.problem.AutodockException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule takes, and how it is written again. */
class RuleValuesTest {

    private static final Map<String, Function<String, Object>> PARSERS = Map.of(
            "restart", text -> RestartPolicy.parse(text).written(),
            "on-host-loss", text -> OnHostLoss.parse(text).written(),
            "where", text -> HostLabel.parse(text).written(),
            "spread", text -> Spread.parse(text).written(),
            "max-per-host", PlacementRules::parseMaxPerHost);

    private static Function<String, Object> parser(String field) {
        return Objects.requireNonNull(PARSERS.get(field), field);
    }

    @ParameterizedTest
    @CsvSource({
        "restart,no",
        "restart,on-failure",
        "restart,on-failure:5",
        "restart,unless-stopped",
        "on-host-loss,move",
        "on-host-loss,wait",
        "where,rack=a",
        "where,os=Debian GNU/Linux",
        "spread,hosts",
        "spread,rack"
    })
    void takesAndWrites(String field, String text) {
        assertEquals(text, parser(field).apply(text));
    }

    @ParameterizedTest
    @CsvSource({
        "restart,always",
        "restart,on-failure:0",
        "restart,on-failure:",
        "restart,On-Failure",
        "on-host-loss,stay",
        "where,rack",
        "where,=a",
        "where,rack=",
        "spread,a b",
        "max-per-host,0",
        "max-per-host,1001",
        "max-per-host,x"
    })
    void refusesWithFieldAndWhatIsAllowed(String field, String text) {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> parser(field).apply(text));
        assertEquals(field, refused.problems().get(0).field());
    }

    @Test
    void whatHoldsDataWaitsUnlessItIsToldToMove() {
        assertEquals(OnHostLoss.WAIT, Upkeep.DEFAULT.onHostLoss(true));
        assertEquals(OnHostLoss.MOVE, Upkeep.DEFAULT.onHostLoss(false));
        Upkeep moving = new Upkeep(RestartPolicy.DEFAULT, Optional.of(OnHostLoss.MOVE));
        assertEquals(OnHostLoss.MOVE, moving.onHostLoss(true));
    }
}
