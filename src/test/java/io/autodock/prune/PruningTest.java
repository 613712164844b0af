package io.autodock.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be cleared away. */
class PruningTest {

    private static final FormationId F1 = FormationId.of("team1", "f1");
    private static final String REPOSITORY = "r.example.com/sshd";
    private static final HostServer HOST = host("H1");

    private final Pruning pruning =
            new Pruning(List.of(record("web001", "H1")), Set.of(FormationId.of("team1", "busy")), PruningTest::maker);

    @Test
    void whatAFormationHasThereStays() {
        assertEquals(List.of(), names(HOST, container("web001", F1, 1, "ended")));
        assertEquals(
                List.of(),
                names(
                        HOST,
                        new ContainerView(
                                "id",
                                "web001.g1",
                                ContainerView.State.EXITED,
                                Optional.of(new Origin(F1, "web001", 1, "spec", "ended")),
                                0,
                                0,
                                List.of(),
                                "sha256:i",
                                0,
                                Optional.empty())));
    }

    @Test
    void whatNoFormationHasThereGoesButForItsVolumes() {
        assertEquals(
                List.of(new RemoveOrder(HOST, "web002", F1, false, OptionalInt.of(3))),
                pruning.containers(HOST, List.of(container("web002", F1, 3, "ended"))));
        assertEquals(List.of("web001"), names(host("H2"), container("web001", F1, 1, "ended")));
    }

    @Test
    void whatIsBeingWorkedOnStays() {
        assertEquals(List.of(), names(HOST, container("web002", F1, 1, "under-way")));
        assertEquals(List.of(), names(HOST, container("x001", FormationId.of("team1", "busy"), 1, "ended")));
    }

    @Test
    void strangersStay() {
        assertEquals(
                List.of(),
                names(
                        HOST,
                        new ContainerView(
                                "id",
                                "db",
                                ContainerView.State.RUNNING,
                                Optional.empty(),
                                0,
                                0,
                                List.of(),
                                "sha256:i",
                                0,
                                Optional.empty())));
    }

    @Test
    void anImageGoesThatAFormationRanAndNoneRunsNow() {
        HeldImage old = image("old", Set.of(), REPOSITORY + "@sha256:old", false);
        assertEquals(List.of(old), pruning.images(List.of(old)));
    }

    @Test
    void allOtherImagesStay() {
        assertEquals(
                List.of(),
                pruning.images(List.of(
                        image("now", Set.of(), REPOSITORY + "@sha256:now", false),
                        image("used", Set.of(), REPOSITORY + "@sha256:used", true),
                        image("tagged", Set.of(REPOSITORY + ":2"), REPOSITORY + "@sha256:tagged", false),
                        image("foreign", Set.of(), "r.example.com/database@sha256:foreign", false),
                        new HeldImage("sha256:built", List.of(), List.of(), false),
                        new HeldImage(
                                "sha256:both",
                                List.of(),
                                List.of(REPOSITORY + "@sha256:both", "r.example.com/database@sha256:both"),
                                false))));
    }

    @Test
    void whatNobodyKnowsTheMakerOfIsToldAndLeft() {
        ContainerView unknown = container("web002", F1, 1, "elsewhere");
        assertEquals(List.of(), names(HOST, unknown));
        assertEquals(
                List.of("H1: container web002 of team1/f1 is left: no request that is known here made it"),
                pruning.left(HOST, List.of(unknown, container("web003", F1, 1, "ended"))));
    }

    private static Pruning.Maker maker(String request) {
        return switch (request) {
            case "ended" -> Pruning.Maker.ENDED;
            case "under-way" -> Pruning.Maker.UNDER_WAY;
            default -> Pruning.Maker.UNKNOWN;
        };
    }

    private List<String> names(HostServer host, ContainerView... containers) {
        return pruning.containers(host, List.of(containers)).stream()
                .map(RemoveOrder::hostname)
                .toList();
    }

    private static HeldImage image(String id, Set<String> tags, String digest, boolean used) {
        return new HeldImage("sha256:" + id, List.copyOf(tags), List.of(digest), used);
    }

    private static ContainerView container(String name, FormationId formation, int generation, String request) {
        return new ContainerView(
                "id-" + name,
                name,
                ContainerView.State.RUNNING,
                Optional.of(new Origin(formation, name, generation, "spec", request)),
                0,
                0,
                List.of(),
                "sha256:i",
                0,
                Optional.empty());
    }

    private static FormationRecord record(String hostname, String host) {
        return new FormationRecord(
                F1,
                SpecJson.read("{\"number\":1,\"image\":\"" + REPOSITORY
                        + ":1\",\"hostname-scheme\":\"web\",\"bootstrap\":\"none\",\"bootstrap-asked\":true}"),
                new PinnedImage(REPOSITORY + ":1", REPOSITORY + "@sha256:now", true),
                1,
                "r1",
                FormationState.COMPLETE,
                Stream.of(App.placed(hostname, host, List.of(), OptionalInt.empty()))
                        .toList());
    }

    private static HostServer host(String name) {
        return new HostServer(name, "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), "", Map.of(), true);
    }
}
