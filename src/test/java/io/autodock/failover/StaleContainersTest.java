package io.autodock.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.AppState;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StaleContainersTest {

    private static final FormationId F1 = FormationId.of("team", "web");
    private static final HostServer H1 =
            new HostServer("h1", "10.0.0.1", EngineEndpoint.parse("tcp://10.0.0.1:2376"), "", Map.of(), true);

    @Test
    void whatLivesElsewhereOrInALaterContainerGoesAndTheRestStays() {
        List<ContainerView> containers = List.of(
                container("web001", "web001", 1),
                container("web002", "web002", 1),
                container("web003", "web003", 2),
                container("web003.g1", "web003", 1),
                container("stray001", "stray001", 1));
        StaleContainers stale = new StaleContainers(
                List.of(record(app("web001", "h2", 2), app("web002", "h1", 1), app("web003", "h1", 2))));
        assertEquals(List.of("web001", "web003.g1"), names(stale, HostBook.empty("h1"), containers));
    }

    @Test
    void whatIsLeftOverGoesAlsoWhenItsFormationIsNoMore() {
        Booking leftover = new Booking("web001", F1, "r1", 100, 100, List.of(), BookingState.LEFTOVER);
        HostBook book = HostBook.empty("h1").with(List.of(leftover));
        assertEquals(
                List.of("web001"),
                names(new StaleContainers(List.of()), book, List.of(container("web001", "web001", 1))));
    }

    private static List<String> names(StaleContainers stale, HostBook book, List<ContainerView> containers) {
        return stale.on(H1, book, containers).stream()
                .peek(order -> assertEquals(false, order.removeVolumes()))
                .map(order -> order.container())
                .toList();
    }

    private static App app(String hostname, String host, int generation) {
        return new App(hostname, host, List.of(), OptionalInt.empty(), AppState.RUNNING, "id", List.of(), generation);
    }

    private static ContainerView container(String name, String hostname, int generation) {
        return new ContainerView(
                "id-" + name,
                name,
                ContainerView.State.RUNNING,
                Optional.of(new Origin(F1, hostname, generation, "spec", "r1")),
                0,
                0,
                List.of(),
                "image",
                0,
                Optional.empty());
    }

    private static FormationRecord record(App... apps) {
        Spec spec = new Spec(
                apps.length,
                ImageReference.parse("sshd:1"),
                CpuShares.DEFAULT,
                Ram.DEFAULT,
                new HostnameScheme("web"),
                List.of(),
                List.of(),
                Optional.empty(),
                BootstrapMode.NONE,
                false);
        return new FormationRecord(
                F1,
                spec,
                new PinnedImage("sshd:1", "sshd@sha256:1", true),
                1,
                "r1",
                FormationState.COMPLETE,
                List.of(apps));
    }
}
