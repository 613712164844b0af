package io.autodock.placement;

import io.autodock.placement.RankedHost.Knowledge;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which host servers are offered apps: the fewest recent failures, the lowest load per core, the least memory
 * promised, the name. A host without fresh facts comes last of all, and one whose load nobody tells comes after those with
 * as many failures whose load is known: unknown is never taken for idle.
 */
public final class Ranking {

    private static final Comparator<RankedHost> ORDER = Comparator.comparing(
                    (RankedHost host) -> host.facts() == Knowledge.NOTHING)
            .thenComparingInt(RankedHost::recentFailures)
            .thenComparing(RankedHost::facts)
            .thenComparingDouble(RankedHost::loadPerCore)
            .thenComparingDouble(RankedHost::memoryShare)
            .thenComparing(RankedHost::hostServer);

    private Ranking() {}

    /** All host servers of the view, best first. */
    public static List<RankedHost> rank(ClusterView cluster) {
        return cluster.hosts().stream()
                .map(view -> RankedHost.of(view, cluster.book(view.host().name())))
                .sorted(ORDER)
                .toList();
    }
}
