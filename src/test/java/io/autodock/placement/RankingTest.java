package io.autodock.placement;

import static io.autodock.placement.Clusters.book;
import static io.autodock.placement.Clusters.booking;
import static io.autodock.placement.Clusters.cluster;
import static io.autodock.placement.Clusters.host;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.HostFacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static List<String> names(ClusterView cluster) {
        return Ranking.rank(cluster).stream().map(RankedHost::hostServer).toList();
    }

    @Test
    void putsTheLowestLoadPerCoreFirst() {
        assertEquals(
                List.of("C", "B", "A"),
                names(cluster(List.of(host("A", 3, 2, 1000), host("B", 4, 4, 1000), host("C", 0.5, 1, 1000)))));
    }

    @Test
    void putsRecentFailuresBehindAnyLoad() {
        Optional<HostFacts> idle = Optional.of(new HostFacts(0, 8, 1000, "minion"));
        Optional<HostFacts> busy = Optional.of(new HostFacts(16, 8, 1000, "minion"));
        assertEquals(
                List.of("busy", "once", "twice"),
                names(cluster(List.of(host("once", idle, 1), host("twice", idle, 2), host("busy", busy, 0)))));
    }

    @Test
    void countsWhatIsBookedAndDoesNotRunYetAsLoad() {
        ClusterView cluster = cluster(
                List.of(host("A", 0, 1, 1000), host("B", 0.5, 1, 1000)),
                book(
                        "A",
                        booking("x1", 100, 512, false),
                        booking("x2", 100, 256, false),
                        booking("x3", 100, 1024, true)));
        assertEquals(List.of("B", "A"), names(cluster));
        assertEquals(0.75, Ranking.rank(cluster).get(1).loadPerCore());
    }

    @Test
    void breaksTiesByPromisedMemoryThenByName() {
        ClusterView cluster = cluster(
                List.of(host("C", 1, 1, 1000), host("A", 1, 1, 1000), host("B", 1, 1, 500)),
                book("A", booking("x1", 500, 100, true)),
                book("B", booking("x2", 100, 100, true)));
        assertEquals(List.of("C", "B", "A"), names(cluster));
        assertEquals(List.of("A", "B"), names(cluster(List.of(host("B", 1, 1, 9), host("A", 1, 1, 9)))));
    }

    @Test
    void putsHostsWithoutFactsLastAndSaysSo() {
        ClusterView cluster = cluster(List.of(
                host("unknown", Optional.empty(), 0),
                host("engine", Optional.of(new HostFacts(0, 2, 1000, "engine")), 0),
                host("failing", Optional.of(new HostFacts(0, 2, 1000, "minion")), 3),
                host("busy", 40, 2, 1000)));
        assertEquals(List.of("busy", "engine", "failing", "unknown"), names(cluster));
        assertEquals(
                List.of(
                        "0 recent failures, 20.00 load per core, 0 % of the memory promised",
                        "0 recent failures, load not known (0.00 per core is booked and does not run yet),"
                                + " 0 % of the memory promised",
                        "3 recent failures, 0.00 load per core, 0 % of the memory promised",
                        "0 recent failures, no fresh facts: ranked last"),
                Ranking.rank(cluster).stream().map(RankedHost::sentence).toList());
    }

    @Test
    void takesAHostThatTellsNoMemoryForFull() {
        assertEquals(
                1, Ranking.rank(cluster(List.of(host("A", 0, 1, 0)))).get(0).memoryShare());
    }
}
