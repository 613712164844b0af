package io.autodock.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.verify.Comparison.HostListing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
                        List.of(), Map.of("H1", book), List.of(host("H1", app("clweb009", State.REMOVING))))
                .drifts().stream().map(Drift::line).toList();
        assertEquals(List.of("clweb009: its old container on H1 is still removing"), lines);
    }

    private static List<String> lines(FormationRecord record, HostListing... listings) {
        return new Comparison(List.of(record), Map.of(), List.of(listings))
                .drifts().stream().map(Drift::line).toList();
    }

    private static FormationRecord record(FormationState state) {
        List<App> apps = List.of(
                App.placed("clweb001", "H1", List.of(), OptionalInt.of(9023)),
                App.placed("clweb002", "H2", List.of(), OptionalInt.of(9023)));
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
                List.of(),
                "image",
                0,
                Optional.empty());
    }
}
