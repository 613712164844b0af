package io.autodock.placement;

import static io.autodock.placement.Clusters.book;
import static io.autodock.placement.Clusters.booking;
import static io.autodock.placement.Clusters.cluster;
import static io.autodock.placement.Clusters.equalHosts;
import static io.autodock.placement.Clusters.request;
import static io.autodock.placement.Clusters.spec;
import static io.autodock.placement.Clusters.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.placement.Verdict.Reason;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.HostBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlacerTest {

    private static List<App> placed(ClusterView cluster, PlacementRequest request) {
        return assertInstanceOf(Placement.Placed.class, Placer.place(cluster, request, PortRange.AUTOMATIC))
                .apps();
    }

    private static Placement.Refused refused(ClusterView cluster, PlacementRequest request) {
        return assertInstanceOf(Placement.Refused.class, Placer.place(cluster, request, PortRange.AUTOMATIC));
    }

    /** {@code web001 H1 8888:80 ssh 9023}. */
    private static List<String> lines(List<App> apps) {
        return apps.stream()
                .map(app -> app.hostname() + " " + app.hostServer()
                        + String.join(
                                "", app.ports().stream().map(port -> " " + port).toList())
                        + (app.sshPort().isPresent() ? " ssh " + app.sshPort().getAsInt() : ""))
                .toList();
    }

    private static PlacementRequest with(
            PlacementRequest request,
            Map<String, Integer> already,
            Map<String, String> avoided,
            Map<String, Set<HeldPort>> strangers,
            Map<String, String> withoutImage) {
        return new PlacementRequest(
                request.formation(), request.spec(), request.hostnames(), already, avoided, strangers, withoutImage);
    }

    @Test
    void spreadsOneFixedPortOverTheHostsThenCountsUp() {
        assertEquals(
                List.of(
                        "web001 H1 8888:80 ssh 9023",
                        "web002 H2 8888:80 ssh 9023",
                        "web003 H3 8888:80 ssh 9023",
                        "web004 H1 8889:80 ssh 9024",
                        "web005 H2 8889:80 ssh 9024"),
                lines(placed(cluster(equalHosts(3)), request(5, spec("8888:80")))));
    }

    @Test
    void countsAPortBeyondTheAutomaticRangeUpToTheLastThereIs() {
        Spec top = spec(Optional.of("H1"), BootstrapMode.CRON, "65534:80");
        assertEquals(
                List.of("web001 H1 65534:80 ssh 9023", "web002 H1 65535:80 ssh 9024"),
                lines(placed(cluster(equalHosts(3)), request(2, top))));
        Placement.Refused refused = refused(cluster(equalHosts(3)), request(3, top));
        assertEquals(
                "web003 finds no host server: H1: no port from 65534 to 65535/tcp is free for container port 80,"
                        + " after 2 of these apps",
                refused.sentence());
        assertEquals(
                List.of(Reason.NO_FREE_PORT, Reason.PINNED_ELSEWHERE, Reason.PINNED_ELSEWHERE),
                refused.verdicts().stream()
                        .map(verdict -> ((Verdict.Refused) verdict).reason())
                        .toList());
    }

    @Test
    void countsOtherPortsUpToTheEndOfTheAutomaticRange() {
        Spec spec = spec(Optional.of("H1"), BootstrapMode.NONE, "32766:80");
        assertEquals(
                List.of("web001 H1 32766:80", "web002 H1 32767:80"),
                lines(placed(cluster(equalHosts(1)), request(2, spec))));
        assertEquals(
                "web003 finds no host server: H1: no port from 32766 to 32767/tcp is free for container port 80,"
                        + " after 2 of these apps",
                refused(cluster(equalHosts(1)), request(3, spec)).sentence());
    }

    @Test
    void givesAnExactPortOnceOnEachHost() {
        assertEquals(
                List.of("web001 H1 7777:80 ssh 9023", "web002 H2 7777:80 ssh 9023", "web003 H3 7777:80 ssh 9023"),
                lines(placed(cluster(equalHosts(3)), request(3, spec("=7777:80")))));
        assertEquals(
                "web004 finds no host server:"
                        + " H1: port 7777/tcp is taken, and exactly that one is asked for, after 1 of these apps;"
                        + " H2: port 7777/tcp is taken, and exactly that one is asked for, after 1 of these apps;"
                        + " H3: port 7777/tcp is taken, and exactly that one is asked for, after 1 of these apps",
                refused(cluster(equalHosts(3)), request(4, spec("=7777:80"))).sentence());
    }

    @Test
    void goesToAHostWhereTheExactPortIsFree() {
        ClusterView cluster = cluster(
                equalHosts(2),
                book("H1", booking("x1", 100, 100, true, new PublishedPort("::1", 53, 53, Protocol.UDP))));
        assertEquals(List.of("web001 H2 53:53/udp ssh 9023"), lines(placed(cluster, request(1, spec("=53:53/udp")))));
        assertEquals(List.of("web001 H1 53:53 ssh 9023"), lines(placed(cluster, request(1, spec("=53:53")))));
    }

    @Test
    void keepsPortsApartByAddressAndProtocol() {
        Spec spec = spec("127.0.0.1:8080:80", "[::1]:8080:80", "8080:80/udp", "8080:80");
        assertEquals(
                List.of("web001 H1 127.0.0.1:8080:80 [::1]:8080:80 8080:80/udp 8081:80 ssh 9023"),
                lines(placed(cluster(equalHosts(1)), request(1, spec))));
    }

    @Test
    void letsExactPortsChooseFirst() {
        assertEquals(
                List.of("web001 H1 8081:80 8080:81 ssh 9024"),
                lines(placed(
                        cluster(equalHosts(1), book("H1", booking("x1", 1, 1, true, tcp(9023)))),
                        request(1, spec("8080:80", "=8080:81")))));
    }

    @Test
    void meetsItsOwnPortsWhereSshBegins() {
        assertEquals(
                List.of("web001 H1 9023:80 9024:81 ssh 9025", "web002 H1 9026:80 9027:81 ssh 9028"),
                lines(placed(cluster(equalHosts(1)), request(2, spec("9023:80", "9023:81")))));
    }

    @Test
    void skipsPortsOfStrangers() {
        PlacementRequest request = with(
                request(1, spec("127.0.0.1:8080:80")),
                Map.of(),
                Map.of(),
                Map.of("H1", Set.of(new HeldPort(Protocol.TCP, 8080), new HeldPort(Protocol.TCP, 9023))),
                Map.of());
        assertEquals(List.of("web001 H1 127.0.0.1:8081:80 ssh 9024"), lines(placed(cluster(equalHosts(1)), request)));
    }

    @Test
    void spreadsOverWhatIsThereAlready() {
        PlacementRequest request = with(request(4, spec()), Map.of("H1", 2, "H3", 1), Map.of(), Map.of(), Map.of());
        assertEquals(
                List.of("H2", "H2", "H3", "H1"),
                placed(cluster(equalHosts(3)), request).stream()
                        .map(App::hostServer)
                        .toList());
    }

    @Test
    void dealsOnAmongHostsThatStillHaveRoom() {
        List<HostView> hosts =
                List.of(Clusters.host("A", 0, 1, 150), Clusters.host("B", 1, 1, 1000), Clusters.host("C", 2, 1, 1000));
        assertEquals(
                List.of("A", "B", "C", "B", "C"),
                placed(cluster(hosts), request(5, spec())).stream()
                        .map(App::hostServer)
                        .toList());
    }

    @Test
    void placesOnAHostWithoutFactsOnlyWhenNoOtherIsLeft() {
        List<HostView> hosts = List.of(Clusters.host("A", Optional.empty(), 0), Clusters.host("B", 9, 1, 100));
        assertEquals(
                List.of("web001 B ssh 9023", "web002 A ssh 9023"), lines(placed(cluster(hosts), request(2, spec()))));
    }

    static Stream<Arguments> refusals() {
        HostView host = Clusters.host("H1", 0.1, 2, 2000);
        PlacementRequest one = request(1, spec("8080:80"));
        HostBook full = book("H1", booking("x1", 1950, 100, true));
        List<PublishedPort> everySshPort =
                IntStream.rangeClosed(9023, 32767).mapToObj(Clusters::tcp).toList();
        return Stream.of(
                Arguments.of(
                        new HostView(Clusters.record("H1", false), host.facts(), host.engine(), 0),
                        one,
                        HostBook.empty("H1"),
                        Reason.NOT_ACTIVE,
                        "it takes no new apps"),
                Arguments.of(
                        new HostView(host.host(), host.facts(), new EngineState.Silent("no answer in 3 s"), 0),
                        one,
                        HostBook.empty("H1"),
                        Reason.ENGINE_SILENT,
                        "its engine does not answer: no answer in 3 s"),
                Arguments.of(
                        new HostView(
                                host.host(),
                                host.facts(),
                                new EngineState.Unusable("it speaks API 1.12 to 1.23, 1.24 is needed"),
                                0),
                        one,
                        HostBook.empty("H1"),
                        Reason.ENGINE_UNUSABLE,
                        "it speaks API 1.12 to 1.23, 1.24 is needed"),
                Arguments.of(
                        host,
                        with(one, Map.of(), Map.of("H1", "no space left on device"), Map.of(), Map.of()),
                        HostBook.empty("H1"),
                        Reason.AVOIDED,
                        "no space left on device"),
                Arguments.of(
                        host,
                        with(one, Map.of(), Map.of(), Map.of(), Map.of("H1", "sshd:1 is not there")),
                        HostBook.empty("H1"),
                        Reason.IMAGE_ABSENT,
                        "sshd:1 is not there"),
                Arguments.of(host, one, full, Reason.MEMORY_FULL, "100 MB do not fit: 1950 of 2000 MB are promised"),
                Arguments.of(
                        host,
                        request(1, spec("=127.0.0.1:80:80")),
                        book("H1", booking("x1", 1, 1, true, tcp(80))),
                        Reason.EXACT_PORT_TAKEN,
                        "port 80/tcp on 127.0.0.1 is taken, and exactly that one is asked for"),
                Arguments.of(
                        host,
                        one,
                        book("H1", booking("x1", 1, 1, true, everySshPort.toArray(PublishedPort[]::new))),
                        Reason.NO_FREE_PORT,
                        "no port from 9023 to 32767/tcp is free for SSH"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhyAHostIsRefused(HostView host, PlacementRequest request, HostBook book, Reason reason, String sentence) {
        Placement.Refused refused = refused(cluster(List.of(host), book), request);
        assertEquals(List.of(new Verdict.Refused("H1", reason, sentence)), refused.verdicts());
        assertEquals("web001 finds no host server: H1: " + sentence, refused.sentence());
        assertEquals(
                refused.verdicts().get(0),
                Feasibility.judge(cluster(List.of(host), book), host, request, PortRange.AUTOMATIC));
    }

    @Test
    void showsTheFirstHostsOfMany() {
        List<HostView> silent = IntStream.rangeClosed(1, 7)
                .mapToObj(n -> new HostView(Clusters.record("H" + n, false), Optional.empty(), Clusters.ANSWERS, 0))
                .toList();
        Placement.Refused refused = refused(cluster(silent), request(1, spec()));
        assertEquals(
                "web001 finds no host server: H1: it takes no new apps; H2: it takes no new apps; H3: it takes no new apps;"
                        + " H4: it takes no new apps; H5: it takes no new apps; and 2 more",
                refused.sentence());
        assertEquals(7, refused.verdicts().size());
    }

    @Test
    void saysThatAnEmptyClusterHasNoHost() {
        assertEquals(
                "web001 finds no host server: the docker cluster has none",
                refused(cluster(List.of()), request(1, spec())).sentence());
    }

    @Test
    void refusesAPinToAHostThatIsNoMember() {
        AutodockException unknown = assertThrows(
                AutodockException.class,
                () -> refused(cluster(equalHosts(2)), request(1, spec(Optional.of("H9"), BootstrapMode.CRON))));
        assertEquals(ProblemCode.INVALID, unknown.code());
        assertEquals(
                "host-server \"H9\" is not allowed; allowed is a member of the docker cluster: H1, H2",
                unknown.sentence());
    }

    @Test
    void placesNothingWhereNothingIsAskedFor() {
        assertEquals(List.of(), placed(cluster(equalHosts(1)), request(0, spec())));
    }

    @Test
    void showsTheVerdictsOfAPlacementToo() {
        List<HostView> hosts = new ArrayList<>(equalHosts(1));
        hosts.add(new HostView(Clusters.record("H0", false), Optional.empty(), Clusters.ANSWERS, 0));
        assertEquals(
                List.of(
                        new Verdict.Feasible("H1"),
                        new Verdict.Refused("H0", Reason.NOT_ACTIVE, "it takes no new apps")),
                Placer.place(cluster(hosts), request(1, spec()), PortRange.AUTOMATIC)
                        .verdicts());
    }

    @Test
    void knowsItsRange() {
        assertEquals(32767, PortRange.AUTOMATIC.endFrom(8080));
        assertEquals(32767, PortRange.AUTOMATIC.endFrom(32767));
        assertEquals(65535, PortRange.AUTOMATIC.endFrom(32768));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(1, 65536));
    }
}
