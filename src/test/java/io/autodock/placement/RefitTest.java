package io.autodock.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.problem.AutodockException;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.HostBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What apps get that stay on their host servers while their spec changes. */
class RefitTest {

    private static Spec spec(String ram, String ports) {
        return SpecJson.read("{\"number\":2,\"image\":\"app:1\",\"cpu-shares\":100,\"ram\":\"" + ram + "\","
                + "\"hostname-scheme\":\"web\",\"ports\":[" + ports
                + "],\"volumes\":[],\"bootstrap\":\"cron\",\"bootstrap-asked\":true}");
    }

    private static App app(String hostname, int port) {
        return App.placed(
                hostname,
                "H1",
                List.of(new PublishedPort("", port, 80, Protocol.TCP)),
                OptionalInt.of(port == 8080 ? 9023 : 9024));
    }

    private static final List<App> TWO = List.of(app("web001", 8080), app("web002", 8081));

    private static Refit refit(Spec before, Spec after, Map<String, Set<HeldPort>> strangers) {
        HostView host = new HostView(
                new HostServer("H1", "10.0.0.1", new EngineEndpoint.Socket("/s"), "H1", Map.of(), true),
                Optional.of(new HostFacts(0, 2, 1_000, "minion")),
                new EngineState.Answers("20.10", "1.41"),
                0);
        HostBook book = HostBook.empty("H1")
                .with(List.of(
                        booking("web001", "team1", 8080),
                        booking("web002", "team1", 8081),
                        booking("db001", "team2", 9000)));
        return new Refit(new ClusterView(List.of(host), Map.of("H1", book)), before, after, strangers);
    }

    private static Booking booking(String hostname, String user, int port) {
        return new Booking(
                hostname,
                FormationId.of(user, "f1"),
                "r1",
                300,
                100,
                List.of(new PublishedPort("", port, 80, Protocol.TCP)),
                BookingState.RUNNING);
    }

    private static List<String> ports(List<App> apps) {
        return apps.stream().map(app -> app.ports().toString()).toList();
    }

    @Test
    void aPortAskedForAsBeforeStaysAndAnotherIsCountedUp() {
        Spec before = spec("100M", "\"8080:80\"");
        Spec after = spec("100M", "\"9000:90\",\"8080:80\"");
        assertEquals(
                List.of("[9001:90, 8080:80]", "[9002:90, 8081:80]"),
                ports(refit(before, after, Map.of()).apps(TWO)));
        assertEquals(
                List.of("[9001:90, 8080:80]", "[9003:90, 8081:80]"),
                ports(refit(before, after, Map.of("H1", Set.of(new HeldPort(Protocol.TCP, 9002))))
                        .apps(TWO)));
    }

    @Test
    void aPortOfTheAppsOwnMayBeGivenAgain() {
        Spec before = spec("100M", "\"8080:80\"");
        assertEquals(
                List.of("[8080:81]", "[8081:81]"),
                ports(refit(before, spec("100M", "\"8080:81\""), Map.of()).apps(TWO)));
    }

    @Test
    void anExactPortIsHadOnceOnAHost() {
        AutodockException refusal = assertThrows(AutodockException.class, () -> refit(
                        spec("100M", "\"8080:80\""), spec("100M", "\"=7000:80\""), Map.of())
                .apps(TWO));
        assertEquals(
                "web002 stays on host server H1, and there port 7000/tcp is taken, and exactly that one is asked for",
                refusal.sentence());
    }

    @Test
    void memoryHasToFitWhereTheAppsAre() {
        Spec before = spec("300M", "\"8080:80\"");
        assertEquals(TWO, refit(before, spec("350M", "\"8080:80\""), Map.of()).apps(TWO));
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> refit(before, spec("351M", "\"8080:80\""), Map.of())
                        .apps(TWO));
        assertEquals(
                "web001 has no room for 351M on host server H1: 2 such apps and the 300 MB promised to others do not fit"
                        + " in 1000 MB",
                refusal.sentence());
    }
}
