package io.autodock.relocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.placement.ClusterView;
import io.autodock.registry.FormationRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebalancingTest {

    private static final List<String> HOSTS = List.of("h1", "h2", "h3");

    @Test
    void appsGoFromTheFullestToTheEmptiestHostUntilTheGapIsSmall() {
        FormationRecord web = Crowd.formation(Crowd.spec("web", 200), "h1", "h1", "h1", "h1", "h2");
        assertEquals(List.of("web001 h1 h3", "web002 h1 h2"), planned(Crowd.cluster(HOSTS, web), List.of(web), 10));
    }

    @Test
    void noMoreMoveThanWasAsked() {
        FormationRecord web = Crowd.formation(Crowd.spec("web", 200), "h1", "h1", "h1", "h1", "h2");
        assertEquals(List.of("web001 h1 h3"), planned(Crowd.cluster(HOSTS, web), List.of(web), 1));
    }

    @Test
    void anEvenClusterIsLeftAsItIs() {
        FormationRecord web = Crowd.formation(Crowd.spec("web", 200), "h1", "h2", "h3");
        assertEquals(List.of(), planned(Crowd.cluster(HOSTS, web), List.of(web), 10));
    }

    @Test
    void whatHasVolumesOrIsPinnedStays() {
        FormationRecord data = Crowd.formation(
                Crowd.spec("data", 300, List.of("/data"), Optional.empty(), Optional.empty()), "h1", "h1");
        FormationRecord pinned =
                Crowd.formation(Crowd.spec("pin", 300, List.of(), Optional.of("h1"), Optional.empty()), "h1");
        assertEquals(List.of(), planned(Crowd.cluster(HOSTS, data, pinned), List.of(data, pinned), 10));
    }

    @Test
    void aFormationIsSpreadNoLessThanBefore() {
        FormationRecord big = Crowd.formation(Crowd.spec("big", 500), "h1");
        FormationRecord two = Crowd.formation(Crowd.spec("two", 150), "h1", "h2");
        ClusterView cluster = Crowd.cluster(List.of("h1", "h2"), big, two);
        assertTrue(planned(cluster, List.of(big, two), 10).stream().noneMatch(move -> move.startsWith("two")));
    }

    private static List<String> planned(ClusterView cluster, List<FormationRecord> records, int most) {
        return Rebalancing.plan(cluster, records, most).stream()
                .map(move -> move.app().hostname() + " " + move.from() + " " + move.to())
                .toList();
    }
}
