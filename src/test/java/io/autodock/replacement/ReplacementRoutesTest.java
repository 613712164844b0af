package io.autodock.replacement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.FakeMinionKeys;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.cluster.etcd.EtcdFailureLog;
import io.autodock.container.AppContainer;
import io.autodock.container.AppRemoval;
import io.autodock.container.AppRun;
import io.autodock.container.ContainerFile;
import io.autodock.container.ContainerView;
import io.autodock.container.FakeDockerComponent;
import io.autodock.container.FakeEngines;
import io.autodock.container.PinnedImage;
import io.autodock.container.RunOutcome;
import io.autodock.container.docker.EngineFailures;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.Keys;
import io.autodock.etcd.RealEtcd;
import io.autodock.etcd.Transaction;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.problem.AutodockException;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.replacement.ReplacementOutcome.Lost;
import io.autodock.replacement.ReplacementOutcome.PutBack;
import io.autodock.replacement.ReplacementOutcome.Replaced;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.Trigger;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order of {@code rebuild-app} and {@code move-app}, with engines in memory and a real etcd. */
class ReplacementRoutesTest extends CamelMainTestSupport {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final PinnedImage IMAGE = new PinnedImage("sshd:1", "sshd@sha256:1", true);
    private static final String PUBLIC_KEY = "/etc/salt/pki/minion/minion.pub";
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final MinionKeys KEYS =
            new MinionKeys(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final String number = "x" + TESTS.incrementAndGet();
    private final HostServer first = host("a");
    private final HostServer second = host("b");
    private final HostServer third = host("c");
    private final FakeEngines engines = new FakeEngines();
    private final FakeMinionKeys master = new FakeMinionKeys();
    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "test");
    private Optional<String> bootstrapFailure = Optional.empty();
    private FormationInHand formation;
    private Claim claim = new Claim(RequestId.fresh(Instant.EPOCH), 0);

    private HostServer host(String letter) {
        return new HostServer(
                number + letter, "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), "", Map.of(), true);
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern("file:routes/steps/run-app.camel.yaml,"
                + "file:routes/steps/remove-app.camel.yaml,file:routes/steps/replace-app.camel.yaml,"
                + "file:routes/steps/move-app.camel.yaml");
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties properties = new Properties();
        properties.setProperty("autodock.run.poll-milliseconds", "10");
        properties.setProperty("camel.management.enabled", "false");
        configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @Override
    protected void bindToRegistry(Registry beans) {
        AppRun appRun = new AppRun(engines, Clock.systemUTC(), MOMENT);
        FreshMinions minions = new FreshMinions(Optional.of(master), KEYS, Runnable::run);
        beans.bind("docker", new FakeDockerComponent(engines, first, second, third));
        beans.bind("dockerEndpoints", new FakeDockerComponent.Query());
        beans.bind("inspectedContainer", new FakeDockerComponent.Unchanged());
        beans.bind("engineFailures", new EngineFailures());
        beans.bind("appRun", appRun);
        beans.bind("appRemoval", new AppRemoval(engines, Clock.systemUTC(), MOMENT));
        beans.bind(
                "bringIn",
                new BringIn(
                        appRun,
                        engines,
                        hostname -> List.of(new ContainerFile("/root/key", 0600, "k")),
                        minions,
                        Duration.ofMillis(10)));
        beans.bind("rebuilds", new Rebuilds(engines, engines, minions, Duration.ofSeconds(1)));
        beans.bind(
                "moves",
                new Moves(registry, engines, engines, minions, new EtcdFailureLog(store), Duration.ofSeconds(1)));
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:newcomer-health").routeId("newcomer-health").process(exchange -> {});
                from("direct:bootstrap-app").routeId("bootstrap-app").process(exchange -> exchange.getMessage()
                        .setBody(bootstrap(exchange.getMessage().getBody(BootstrapOrder.class))));
            }
        };
    }

    private BootstrapOutcome bootstrap(BootstrapOrder order) {
        engines.copyIn(order.host(), order.containerId(), order.keyFiles());
        return bootstrapFailure
                .<BootstrapOutcome>map(why -> new BootstrapOutcome.Failed(order.hostname(), why))
                .orElseGet(() -> new BootstrapOutcome.Bootstrapped(order.hostname(), "true"));
    }

    /** One app of generation 1 runs on the first host, as a create leaves it. */
    @BeforeEach
    void make() {
        formation = made(number, "cron");
    }

    private FormationInHand made(String scheme, String bootstrap) {
        FormationId id = FormationId.of("team1", scheme);
        Instant now = Instant.now();
        Request request = Request.accepted(
                RequestId.fresh(now), Operation.VERIFY, Optional.of(id), Trigger.HTTP, "test", "", now);
        log.accept(request, Optional.empty());
        claim = log.claim(request).orElseThrow();
        boolean ssh = bootstrap.equals("cron");
        App placed = App.placed(
                scheme + "001",
                first.name(),
                List.of(new PublishedPort("", 8081, 80, Protocol.TCP)),
                ssh ? OptionalInt.of(9024) : OptionalInt.empty());
        Spec spec = SpecJson.read("{\"number\":1,\"image\":\"sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                + "\"hostname-scheme\":\"" + scheme + "\",\"ports\":[\"8080:80\"],\"volumes\":[],"
                + "\"bootstrap\":\"" + bootstrap + "\",\"bootstrap-asked\":true}");
        AppContainer.Make make =
                new AppContainer.Make(id, spec, IMAGE, claim.request().value());
        RunOutcome.Running ran = assertInstanceOf(
                RunOutcome.Running.class,
                template.requestBody("direct:run-app", make.container(first, placed, List.of())));
        App app = placed.running(ran.containerId()).bootstrapped();
        if (ssh) {
            app = app.withKey(minion(app));
        }
        return recorded(id, spec, app);
    }

    private String minion(App app) {
        MinionKeyPair key = KEYS.take();
        master.accept(List.of(new MinionKeysOnMaster.Acceptance(app.hostname(), key, List.of())));
        engines.copyIn(first, app.containerId(), List.of(new ContainerFile(PUBLIC_KEY, 0644, key.publicPem())));
        return key.fingerprint();
    }

    private FormationInHand recorded(FormationId id, Spec spec, App app) {
        FormationRecord record =
                new FormationRecord(id, spec, IMAGE, 1, claim.request().value(), FormationState.COMPLETE, List.of(app));
        registry.reserve(
                claim,
                spec.hostnameScheme().group(),
                books -> new BookEntry(
                        Optional.of(record),
                        Optional.of(books.names().with(List.of(app.hostname()), id)),
                        List.of(books.host(first.name()).with(List.of(booking(app, id)))),
                        Optional.empty()));
        return new FormationInHand(registry, claim, record);
    }

    private static Booking booking(App app, FormationId id) {
        return new Booking(app.hostname(), id, "r", 100, 100, app.heldPorts(), BookingState.RUNNING, app.generation());
    }

    @AfterEach
    void endLease() {
        lease.close();
    }

    @Test
    void aRebuildSetsTheOldContainerAsideUntilTheNewOneIsConfirmed() {
        int before = engines.calls().size();
        Replaced replaced = assertInstanceOf(Replaced.class, rebuild());

        assertEquals(2, replaced.app().generation());
        assertEquals(
                List.of("stop", "rename " + name() + ".g1", "pull", "create", "copyIn", "start", "copyIn", "remove"),
                engines.calls().subList(before, engines.calls().size()));
        requireOne(first, 2);
        App recorded = recorded().apps().get(0);
        assertEquals(replaced.app(), recorded);
        assertEquals(2, recorded().generation());
        assertEquals(List.of(master.accepted().get(name())), recorded.keyFingerprints());
        assertTrue(registry.published(recorded().id()).orElse("").contains(recorded.containerId()));
    }

    @Test
    void anAppThatIsGoneIsMadeAnew() {
        remove(first);
        assertInstanceOf(Replaced.class, rebuild());
        requireOne(first, 2);
    }

    @Test
    void aNewContainerThatEndsIsTakenAwayAndTheOldOneServesAgain() {
        engines.endAtOnce(2);
        PutBack back = assertInstanceOf(PutBack.class, rebuild());
        assertEquals(
                name() + " on host server " + first.name()
                        + " ended at once with exit code 1; its last line was \"boom: no config\"",
                back.cause());
        requireOne(first, 1);
        assertEquals(1, recorded().apps().get(0).generation());
    }

    @Test
    void aBootstrapThatFailsGivesTheOldContainerItsKeyBack() {
        String old = master.accepted().get(name());
        bootstrapFailure = Optional.of("the highstate is false");
        assertEquals(new PutBack(name(), "the highstate is false"), rebuild());
        requireOne(first, 1);
        assertEquals(old, master.accepted().get(name()));
    }

    @Test
    void withoutAnOldContainerAFailureIsALoss() {
        remove(first);
        engines.endAtOnce(2);
        assertInstanceOf(Lost.class, rebuild());
        assertEquals(Set.of(), engines.names(first));
    }

    @Test
    void aStrangerUnderTheNameIsLeftAlone() {
        remove(first);
        engines.putStranger(first, name());
        Lost lost = assertInstanceOf(Lost.class, rebuild());
        assertTrue(
                lost.cause().contains("has a container " + name() + " that is not of this app; it is left alone"),
                lost.cause());
        assertEquals(Set.of(name()), engines.names(first));
    }

    @Test
    void anAppWithoutBootstrapIsGivenAMomentToDie() {
        formation = made("none" + number, "none");
        assertInstanceOf(Replaced.class, rebuild());
        requireOne(first, 2);
    }

    @Test
    void aRebuildThatIsKilledAnywhereIsCarriedOnByTheNextTry() {
        int calls = 0;
        boolean killed = true;
        while (killed) {
            formation = made("kill" + number + calls, "none");
            engines.dieAfter(calls++);
            killed = !(rebuild() instanceof Replaced);
            engines.dieAfter(Integer.MAX_VALUE);
            formation = new FormationInHand(registry, claim, recorded());
            Rebuild again = new Rebuild(
                    formation,
                    first,
                    recorded().apps().get(0),
                    3 - (killed ? 1 : 0),
                    recorded().spec(),
                    IMAGE);
            assertInstanceOf(Replaced.class, rebuild(again), "killed at call " + calls);
            requireRuns(first, killed ? 2 : 3);
            assertTrue(!killed || engines.names(first).stream().noneMatch(name -> name.startsWith(name() + ".")));
            remove(first);
        }
        assertTrue(calls > 8, "calls " + calls);
    }

    @Test
    void anInstanceThatLostItsClaimPutsNothingBack() {
        store.commit(new Transaction().delete(Keys.claim(claim.request().value())));
        Rebuild order = order();
        CamelExecutionException refusal = assertThrows(CamelExecutionException.class, () -> rebuild(order));
        assertInstanceOf(AutodockException.class, refusal.getCause());
        assertEquals(Set.of(name() + ".g1"), engines.names(first));
    }

    @Test
    void anAppOfALostHostLivesElsewhereUnderItsNameAndPorts() {
        engines.silence(first);
        Replaced moved = assertInstanceOf(Replaced.class, move(Move.Old.UNREACHABLE));

        assertEquals(second.name(), moved.app().hostServer());
        assertEquals("[8081:80]", moved.app().ports().toString());
        assertEquals(OptionalInt.of(9024), moved.app().sshPort());
        assertEquals(moved.app(), recorded().apps().get(0));
        Booking left = booked(first).orElseThrow();
        assertEquals(BookingState.LEFTOVER, left.state());
        assertEquals(1, left.generation());
        assertEquals(BookingState.RUNNING, booked(second).orElseThrow().state());
        requireRuns(second, 2);
    }

    @Test
    void aPortThatIsTakenThereIsCountedUp() {
        FormationId other = FormationId.of("team2", "other");
        App neighbour = App.placed("other001", second.name(), List.of(), OptionalInt.of(9024));
        registry.reserve(
                claim,
                "other",
                books -> new BookEntry(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(books.host(second.name()).with(List.of(booking(neighbour, other)))),
                        Optional.empty()));
        Replaced moved = assertInstanceOf(Replaced.class, move(Move.Old.UNREACHABLE, second));
        assertEquals(OptionalInt.of(9025), moved.app().sshPort());
        assertEquals("[8081:80]", moved.app().ports().toString());
    }

    @Test
    void aHostThatRefusesIsPassedOver() {
        engines.silence(second);
        Replaced moved = assertInstanceOf(Replaced.class, move(Move.Old.UNREACHABLE));
        assertEquals(third.name(), moved.app().hostServer());
        assertEquals(Optional.empty(), booked(second));
    }

    @Test
    void withoutRoomEveryHostsReasonIsToldAndNothingChanges() {
        Lost lost = assertInstanceOf(Lost.class, move(Move.Old.UNREACHABLE, first));
        assertEquals(name() + " finds no host server: " + first.name() + ": the app is to leave it", lost.cause());
        assertEquals(BookingState.RUNNING, booked(first).orElseThrow().state());
    }

    @Test
    void anAppThatIsToLeaveServesUntilTheNewOneDoes() {
        int before = engines.calls().size();
        assertInstanceOf(Replaced.class, move(Move.Old.SERVES_UNTIL_THEN));
        List<String> calls = engines.calls().subList(before, engines.calls().size());
        assertTrue(calls.indexOf("stop") > calls.indexOf("start"), calls.toString());
        assertEquals(Set.of(), engines.names(first));
        assertEquals(Optional.empty(), booked(first));
        requireRuns(second, 2);
    }

    @Test
    void aMoveThatFailsStartsTheOldContainerAgain() {
        String old = master.accepted().get(name());
        bootstrapFailure = Optional.of("the highstate is false");
        assertEquals(new PutBack(name(), "the highstate is false"), move(Move.Old.STOPS_BEFORE));
        requireOne(first, 1);
        assertEquals(Set.of(), engines.names(second));
        assertEquals(Optional.empty(), booked(second));
        assertEquals(first.name(), recorded().apps().get(0).hostServer());
        assertEquals(old, master.accepted().get(name()));
    }

    @Test
    void aMoveThatIsKilledAnywhereIsCarriedOnByTheNextTry() {
        int calls = 0;
        boolean killed = true;
        while (killed) {
            formation = made("kill" + number + calls, "none");
            engines.dieAfter(calls++);
            killed = !(move(Move.Old.SERVES_UNTIL_THEN) instanceof Replaced);
            engines.dieAfter(Integer.MAX_VALUE);
            formation = new FormationInHand(registry, claim, recorded());
            if (recorded().apps().get(0).hostServer().equals(first.name())) {
                assertInstanceOf(Replaced.class, move(Move.Old.SERVES_UNTIL_THEN), "killed at call " + calls);
            }
            HostServer home = Stream.of(second, third)
                    .filter(host -> host.name().equals(recorded().apps().get(0).hostServer()))
                    .findFirst()
                    .orElseThrow();
            requireRuns(home, 2);
            assertEquals(BookingState.RUNNING, booked(home).orElseThrow().state());
            assertTrue(booked(first)
                    .filter(booking -> booking.state() != BookingState.LEFTOVER)
                    .isEmpty());
            remove(home);
        }
        assertTrue(calls > 5, "calls " + calls);
    }

    private String name() {
        return formation.record().apps().get(0).hostname();
    }

    private FormationRecord recorded() {
        return registry.find(formation.id()).orElseThrow();
    }

    private Optional<Booking> booked(HostServer host) {
        return Optional.ofNullable(
                registry.books(name()).host(host.name()).bookings().get(name()));
    }

    private Rebuild order() {
        return Rebuild.asRecorded(formation, first, name());
    }

    private ReplacementOutcome rebuild() {
        return rebuild(order());
    }

    private ReplacementOutcome rebuild(Rebuild order) {
        return template.requestBody("direct:rebuild-app", order, ReplacementOutcome.class);
    }

    private ReplacementOutcome move(Move.Old old) {
        return move(old, first, second, third);
    }

    private ReplacementOutcome move(Move.Old old, HostServer... seen) {
        List<HostView> hosts = Stream.of(seen)
                .map(host -> new HostView(
                        host,
                        Optional.of(new HostFacts(0, 2, 2_000, "minion")),
                        new EngineState.Answers("20.10", "1.41"),
                        0))
                .toList();
        return template.requestBody(
                "direct:move-app", new Move(formation, name(), hosts, Map.of(), old), ReplacementOutcome.class);
    }

    private void remove(HostServer host) {
        engines.find(host, name()).ifPresent(view -> engines.remove(host, view.id()));
    }

    /** Exactly this app's container is there, under its name. */
    private void requireOne(HostServer host, int generation) {
        assertEquals(
                Set.of(name()),
                Set.copyOf(engines.names(host).stream()
                        .filter(name -> name.startsWith(name()))
                        .toList()));
        requireRuns(host, generation);
    }

    private void requireRuns(HostServer host, int generation) {
        ContainerView view = engines.find(host, name()).orElseThrow();
        assertEquals(ContainerView.State.RUNNING, view.state());
        assertEquals(generation, view.origin().orElseThrow().generation());
    }
}
