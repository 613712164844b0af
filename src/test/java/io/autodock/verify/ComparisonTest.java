package io.autodock.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.container.ContainerView.State;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

    private static final FormationId OWNCLOUD = FormationId.of("cholcomb", "owncloud");
    private static final Spec SPEC = new Spec(
            2,
            ImageReference.parse("sshd:1"),
            new CpuShares(100),
            new Ram(100),
            new HostnameScheme("clweb"),
            List.of(),
            List.of(),
            Optional.empty(),
            BootstrapMode.CRON,
            false);

    @Test
    void whatRunsAsRecordedIsNoDrift() {
        assertEquals(
                List.of(),
                lines(
                        record(FormationState.COMPLETE),
                        host("H1", app("clweb001", State.RUNNING)),
                        host("H2", app("clweb002", State.RUNNING))));
    }

    @Test
    void aMissingContainerIsGone() {
        assertEquals(
                List.of("clweb002: no container on H2"),
                lines(record(FormationState.COMPLETE), host("H1", app("clweb001", State.RUNNING)), host("H2")));
    }

    @Test
    void aStoppedContainerDoesNotRun() {
        assertEquals(
                List.of("clweb001: its container on H1 is exited", "clweb002: its container on H2 is paused"),
                lines(
                        record(FormationState.COMPLETE),
                        host("H1", app("clweb001", State.EXITED)),
                        host("H2", app("clweb002", State.PAUSED))));
    }

    @Test
    void anotherSpecIsToldByItsHash() {
        ContainerView other = view("clweb001", State.RUNNING, "another hash");
        assertEquals(
                List.of("clweb001: its container on H1 was made from another spec"),
                lines(record(FormationState.COMPLETE), host("H1", other), host("H2", app("clweb002", State.RUNNING))));
    }

    @Test
    void aContainerOfAnotherGenerationIsMadeAnewAndWhatIsUnknownIsNot() {
        ContainerView older = new ContainerView(
                "id-clweb001",
                "clweb001",
                State.RUNNING,
                Optional.of(new Origin(OWNCLOUD, "clweb001", 2, SPEC.containerHash(), "r1")),
                100L << 20,
                100,
                List.of(new PublishedPort("", 9023, 22, Protocol.TCP)),
                "image",
                0,
                Optional.empty());
        List<Finding> found = findings(
                new Recorded(List.of(record(FormationState.COMPLETE)), Map.of()),
                host("H1", older),
                new HostListing("H2", Map.of(), Optional.of("its engine did not answer")));
        assertEquals(
                Map.of(
                        "H2: its engine did not answer; its apps are unknown, not absent", false,
                        "clweb001: its container on H1 is of generation 2, not 1", true),
                found.stream()
                        .collect(Collectors.toMap(finding -> finding.drift().line(), Finding::isMendable)));
    }

    @Test
    void appsOfASilentHostAreUnknownNotAbsent() {
        HostListing silent = new HostListing("H2", Map.of(), Optional.of("its engine did not answer"));
        assertEquals(
                List.of("H2: its engine did not answer; its apps are unknown, not absent"),
                lines(record(FormationState.COMPLETE), host("H1", app("clweb001", State.RUNNING)), silent));
    }

    @Test
    void aHostThatLeftTheClusterTakesItsAppsAlong() {
        assertEquals(
                List.of("clweb002: its host server H2 is not in the docker cluster"),
                lines(record(FormationState.COMPLETE), host("H1", app("clweb001", State.RUNNING))));
    }

    @Test
    void aFormationThatIsBeingMadeIsLeftAlone() {
        assertEquals(List.of(), lines(record(FormationState.CREATING), host("H1"), host("H2")));
    }

    @Test
    void aContainerNoFormationHasThereIsTold() {
        assertEquals(
                List.of("clweb001: a container of cholcomb/owncloud on H2 that no formation has there"),
                lines(
                        record(FormationState.COMPLETE),
                        host("H1", app("clweb001", State.RUNNING)),
                        host("H2", app("clweb001", State.EXITED), app("clweb002", State.RUNNING))));
    }

    @Test
    void aLeftoverIsToldAsSuch() {
        HostBook book = HostBook.empty("H1")
                .with(List.of(new Booking("clweb009", OWNCLOUD, "r1", 100, 100, List.of(), BookingState.LEFTOVER)));
        List<String> lines = new Comparison(
                        new Recorded(List.of(), Map.of("H1", book)),
                        List.of(host("H1", app("clweb009", State.REMOVING))))
                .findings().stream().map(finding -> finding.drift().line()).toList();
        assertEquals(List.of("clweb009: its old container on H1 is still removing"), lines);
    }

    /** What is seen of clweb001 on H1, while clweb002 is as it should be, and the line of a dry run. */
    static Stream<Arguments> kinds() {
        ContainerView healthy = app("clweb001", State.RUNNING);
        return Stream.of(
                Arguments.of(app("clweb001", State.EXITED), "is exited; to be started"),
                Arguments.of(app("clweb001", State.CREATED), "is created; to be started"),
                Arguments.of(app("clweb001", State.PAUSED), "is paused; to be unpaused"),
                Arguments.of(app("clweb001", State.RESTARTING), "is restarting; left to its engine"),
                Arguments.of(app("clweb001", State.REMOVING), "is removing; its engine has not let go of it"),
                Arguments.of(view("clweb001", State.EXITED, "old"), "was made from another spec; to be made anew"),
                Arguments.of(
                        with(healthy, 50L << 20, 100, healthy.ports(), "sshd@sha256:1"),
                        "has a memory limit of 52428800 bytes, not 104857600; to be made anew"),
                Arguments.of(
                        with(healthy, 100L << 20, 7, healthy.ports(), "sshd@sha256:1"),
                        "has 7 cpu shares, not 100; to be made anew"),
                Arguments.of(
                        with(healthy, 100L << 20, 100, List.of(), "sshd@sha256:1"),
                        "publishes [], not [9023:22]; to be made anew"),
                Arguments.of(
                        with(healthy, 100L << 20, 100, healthy.ports(), "other@sha256:2"),
                        "runs the image other@sha256:2, not sshd@sha256:1; to be made anew"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindHasALineAndARemedy(ContainerView seen, String line) {
        assertEquals(
                List.of("clweb001: its container on H1 " + line),
                planned(
                        new Recorded(List.of(record(FormationState.COMPLETE)), Map.of()),
                        host("H1", seen),
                        host("H2", app("clweb002", State.RUNNING))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /usr/sbin/sshd -D                                            | ; has no cron that runs; to be started again inside
            sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups,cron | ;
            sleep 1000,/usr/sbin/cron                                    | ; has no sshd that runs; to be restarted
            sshd: root@notty,cron                                        | ; has no sshd that runs; to be restarted
            """)
    void whatShouldRunInsideIsLookedFor(String processes, String line) {
        HostListing inside = new HostListing(
                "H1",
                Map.of("clweb001", app("clweb001", State.RUNNING)),
                Map.of("id-clweb001", List.of(processes.split(","))),
                Optional.empty());
        List<String> lines = planned(
                new Recorded(List.of(record(FormationState.COMPLETE)), Map.of()),
                inside,
                host("H2", app("clweb002", State.RUNNING)));
        assertEquals(
                line.equals(";") ? List.of() : List.of("clweb001: its container on H1" + line.substring(1)), lines);
    }

    @Test
    void appsOfALostHostMove() {
        HostListing silent = new HostListing("H2", Map.of(), Optional.of("its engine did not answer"));
        Recorded recorded = new Recorded(
                List.of(record(FormationState.COMPLETE)),
                Map.of(),
                Set.of(),
                Set.of(),
                Map.of("H2", new HostLoss("H2", Instant.EPOCH, "engine and sshd are silent")),
                Set.of());
        assertEquals(
                List.of(
                        "H2: it is lost: engine and sshd are silent",
                        "clweb002: its host server H2 is lost; to be moved to another host server"),
                planned(recorded, host("H1", app("clweb001", State.RUNNING)), silent));
    }

    @Test
    void aHostThatIsMissingFromTheClustersKeyIsPutBackBeforeItsAppsAreJudged() {
        Recorded recorded = new Recorded(
                List.of(record(FormationState.COMPLETE)), Map.of(), Set.of(), Set.of("H2"), Map.of(), Set.of());
        assertEquals(
                List.of("H2: its name is missing from docker_cluster; to be put back"),
                planned(recorded, host("H1", app("clweb001", State.RUNNING))));
    }

    @Test
    void whatARequestUnderWayHasMadeIsLeftAlone() {
        HostListing made = host("H3", app("clweb001", State.RUNNING));
        Recorded atWork = new Recorded(List.of(), Map.of(), Set.of(), Set.of(), Map.of(), Set.of("r1"));
        assertEquals(
                List.of("clweb001: a container of cholcomb/owncloud on H3 that no formation has there;"
                        + " left alone: request r1 is under way"),
                planned(atWork, made));
        assertEquals(
                List.of("clweb001: a container of cholcomb/owncloud on H3 that no formation has there; to be removed"),
                planned(new Recorded(List.of(), Map.of()), made));
    }

    @Test
    void anAppThatStandsTwiceIsKeptOnce() {
        FormationRecord record = record(FormationState.COMPLETE);
        FormationRecord twice = record.withApps(
                Stream.concat(record.apps().stream(), record.apps().stream().limit(1))
                        .toList());
        assertEquals(
                List.of("clweb001: it stands twice in the record of cholcomb/owncloud; to be kept once"),
                planned(
                        new Recorded(List.of(twice), Map.of()),
                        host("H1", app("clweb001", State.RUNNING)),
                        host("H2", app("clweb002", State.RUNNING))));
    }

    @Test
    void aForeignChangeOfTheFormationsKeyIsWrittenOver() {
        Recorded recorded = new Recorded(
                List.of(record(FormationState.COMPLETE)), Map.of(), Set.of(OWNCLOUD), Set.of(), Map.of(), Set.of());
        assertEquals(
                List.of("cholcomb/owncloud: somebody else has changed /cholcomb/owncloud in etcd; to be written again"),
                planned(
                        recorded,
                        host("H1", app("clweb001", State.RUNNING)),
                        host("H2", app("clweb002", State.RUNNING))));
    }

    private static ContainerView with(
            ContainerView view, long memory, int shares, List<PublishedPort> ports, String image) {
        return new ContainerView(
                view.id(),
                view.name(),
                view.state(),
                view.origin(),
                memory,
                shares,
                ports,
                view.imageId(),
                0,
                view.startedAt(),
                OptionalInt.empty(),
                image);
    }

    private static List<String> lines(FormationRecord record, HostListing... listings) {
        return findings(new Recorded(List.of(record), Map.of()), listings).stream()
                .map(finding -> finding.drift().line())
                .toList();
    }

    private static List<Finding> findings(Recorded recorded, HostListing... listings) {
        return new Comparison(recorded, List.of(listings)).findings();
    }

    private static List<String> planned(Recorded recorded, HostListing... listings) {
        return findings(recorded, listings).stream().map(Finding::plannedLine).toList();
    }

    private static FormationRecord record(FormationState state) {
        List<App> apps = List.of(
                App.placed("clweb001", "H1", List.of(), OptionalInt.of(9023)).withKey("f00d"),
                App.placed("clweb002", "H2", List.of(), OptionalInt.of(9023)).withKey("beef"));
        return new FormationRecord(
                OWNCLOUD, SPEC, new PinnedImage("sshd:1", "sshd@sha256:1", true), 1, "r1", state, apps);
    }

    private static HostListing host(String name, ContainerView... containers) {
        return new HostListing(
                name,
                Stream.of(containers).collect(Collectors.toMap(ContainerView::name, Function.identity())),
                Optional.empty());
    }

    private static ContainerView app(String hostname, State state) {
        return view(hostname, state, SPEC.containerHash());
    }

    private static ContainerView view(String hostname, State state, String hash) {
        return new ContainerView(
                "id-" + hostname,
                hostname,
                state,
                Optional.of(new Origin(OWNCLOUD, hostname, 1, hash, "r1")),
                100L * 1024 * 1024,
                100,
                List.of(new PublishedPort("", 9023, 22, Protocol.TCP)),
                "image",
                0,
                Optional.empty());
    }
}
