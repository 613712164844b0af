package io.autodock.placement;

import static io.autodock.placement.Clusters.cluster;
import static io.autodock.placement.Clusters.equalHosts;
import static io.autodock.placement.Clusters.labelled;
import static io.autodock.placement.Clusters.request;
import static io.autodock.placement.Clusters.ruled;
import static io.autodock.placement.Clusters.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.rule.HostLabel;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.Spread;
import io.autodock.placement.Verdict.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Where rules let apps go. */
class RulesTest {

    private static final PlacementRules ANYWHERE = PlacementRules.ANYWHERE;

    /** H1, H2, … in these racks; an empty one stands for no label. */
    private static ClusterView racks(String... racks) {
        List<HostView> hosts = equalHosts(racks.length);
        return cluster(
                Arrays.asList(racks).isEmpty()
                        ? hosts
                        : java.util.stream.IntStream.range(0, racks.length)
                                .mapToObj(index -> labelled(
                                        hosts.get(index),
                                        racks[index].isEmpty() ? Map.of() : Map.of("rack", racks[index])))
                                .toList());
    }

    private static String hosts(ClusterView cluster, int number, PlacementRules rules) {
        return String.join(
                " ",
                assertInstanceOf(
                                Placement.Placed.class,
                                Placer.place(cluster, request(number, ruled(spec(), rules)), PortRange.AUTOMATIC))
                        .apps()
                        .stream()
                        .map(App::hostServer)
                        .toList());
    }

    private static PlacementRules spread(String over) {
        return new PlacementRules(List.of(), OptionalInt.empty(), Spread.parse(over));
    }

    private static PlacementRules where(String... labels) {
        return new PlacementRules(
                Arrays.stream(labels).map(HostLabel::parse).toList(), OptionalInt.empty(), Spread.DEFAULT);
    }

    private static PlacementRules most(int perHost) {
        return new PlacementRules(List.of(), OptionalInt.of(perHost), Spread.DEFAULT);
    }

    @Test
    void overHostsFirstThenOverRacks() {
        assertEquals("H1 H3 H2 H3 H1 H2", hosts(racks("a", "a", "b"), 6, ANYWHERE));
    }

    @Test
    void overALabelFirstThenOverItsHosts() {
        assertEquals("H1 H3 H2 H3 H1 H3", hosts(racks("a", "a", "b"), 6, spread("rack")));
    }

    @Test
    void hostsWithoutTheLabelAreOneZone() {
        assertEquals("H1 H2 H3 H1 H2 H1", hosts(racks("a", "", ""), 6, spread("rack")));
        assertEquals("H1 H2 H3 H1", hosts(racks("", "", ""), 4, spread("rack")));
    }

    @Test
    void onlyHostsWithEveryLabelAskedFor() {
        assertEquals("H2 H2", hosts(racks("a", "b", ""), 2, where("rack=b")));
        Placement.Refused refused = assertInstanceOf(
                Placement.Refused.class,
                Placer.place(racks("a", "b", ""), request(1, ruled(spec(), where("rack=c"))), PortRange.AUTOMATIC));
        assertEquals(
                List.of(
                        new Verdict.Refused(
                                "H1", Reason.LABEL_DIFFERS, "its label rack is \"a\"; the request asks for rack=c"),
                        new Verdict.Refused(
                                "H2", Reason.LABEL_DIFFERS, "its label rack is \"b\"; the request asks for rack=c"),
                        new Verdict.Refused(
                                "H3", Reason.LABEL_DIFFERS, "it has no label rack; the request asks for rack=c")),
                refused.verdicts());
    }

    @Test
    void aGrainIsALabelUnlessTheOperatorSaysOtherwise() {
        HostView plain = Clusters.host(
                "H1", Optional.of(new HostFacts(0, 2, 2000, "minion", Map.of("os", "Debian", "rack", "x"))), 0);
        HostView set = labelled(plain, Map.of("rack", "a"));
        assertEquals("H1", hosts(cluster(List.of(set)), 1, where("os=Debian", "rack=a")));
        assertEquals(Map.of("os", "Debian", "rack", "a"), set.labels());
    }

    @Test
    void aSilentMinionsGrainsAreUnknownNotAbsent() {
        HostView silent = Clusters.host("H1", Optional.empty(), 0);
        Verdict verdict = Feasibility.judge(
                cluster(List.of(silent)), silent, request(1, ruled(spec(), where("os=Debian"))), PortRange.AUTOMATIC);
        assertEquals(
                "it has no label os, as far as is known while its minion is silent; the request asks for os=Debian",
                assertInstanceOf(Verdict.Refused.class, verdict).sentence());
    }

    @Test
    void noHostTakesMoreThanIsAskedFor() {
        assertEquals("H1 H2 H3", hosts(racks("", "", ""), 3, most(1)));
        Placement.Refused refused = assertInstanceOf(
                Placement.Refused.class,
                Placer.place(racks("", ""), request(3, ruled(spec(), most(1))), PortRange.AUTOMATIC));
        assertEquals(
                new Verdict.Refused("H1", Reason.CROWDED, "it has 1 of these apps, and at most 1 are asked for"),
                refused.verdicts().get(0));
    }
}
