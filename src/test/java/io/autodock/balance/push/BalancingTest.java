package io.autodock.balance.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.balance.Balancer;
import io.autodock.balance.CertificatePair;
import io.autodock.balance.etcd.EtcdBalancerDirectory;
import io.autodock.balance.etcd.EtcdServedLog;
import io.autodock.balance.nginx.NginxRenderer;
import io.autodock.balance.push.Balancing.Sources;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.etcd.EtcdHostDirectory;
import io.autodock.container.PinnedImage;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.json.SpecJson;
import io.autodock.lab.Await;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.Claim;
import io.autodock.request.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the balancers are told, from real records; the balancers themselves are made up. */
class BalancingTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final String KEY = "ssh-ed25519 " + "A".repeat(68);

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final EtcdBalancerDirectory directory = new EtcdBalancerDirectory(store);
    private final EtcdServedLog log = new EtcdServedLog(store, directory);
    private final EtcdHostDirectory hosts = new EtcdHostDirectory(store);
    private final NginxRenderer renderer = new NginxRenderer(directory::mark);
    private final FakeBalancers balancers = new FakeBalancers();
    private final Balancing balancing = new Balancing(
            new Sources(directory, registry, hosts, renderer, (user, name) -> new CertificatePair("", "")),
            balancers,
            log,
            ForkJoinPool.commonPool(),
            Duration.ofMillis(20),
            Clock.systemUTC());
    private Claim claim = new Claim(RequestId.fresh(Instant.EPOCH), 0);

    @BeforeEach
    void start() {
        RequestId id = RequestId.fresh(Instant.now());
        store.put(Keys.claim(id.value()), "test");
        claim = new Claim(id, store.get(Keys.claim(id.value())).orElseThrow().revision());
        hosts.add(new HostServer("h1", "10.0.0.1", new EngineEndpoint.Socket("/s"), "h1", Map.of(), true));
        for (String name : List.of("lb1", "lb2")) {
            directory.add(new Balancer(name, "10.0.0.7", 22, "autodock", KEY));
            log.caughtUp(name);
        }
    }

    @AfterEach
    void forget() {
        store.list(Keys.FORMATIONS)
                .forEach(entry -> store.commit(new io.autodock.etcd.Transaction().delete(entry.key())));
        List.of("lb1", "lb2").forEach(directory::remove);
        hosts.remove("h1");
    }

    @Test
    void everyBalancerHasTheFileOfTheRecord() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        Map<String, BalancerAnswer> answers = balancing.bring(shop.id());
        assertEquals(Set.of("lb1", "lb2"), answers.keySet());
        assertEquals(Set.of(name(shop)), balancers.files("lb1").keySet());
        assertEquals(balancers.files("lb1"), balancers.files("lb2"));
        assertEquals(List.of("10.0.0.1:8000"), log.of(shop.id()).get(0).members());
        assertEquals(
                log.of(shop.id()).get(0).fingerprint(),
                Objects.requireNonNull(balancers.files("lb1").get(name(shop))).fingerprint());
    }

    @Test
    void aFormationThatGoesOrIsNotMadeYetHasNone() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        balancing.bring(shop.id());
        registry.keep(claim, shop.withState(FormationState.DELETING, "r"));
        balancing.bring(shop.id());
        assertEquals(Map.of(), balancers.files("lb1"));
        assertEquals(List.of(), log.of(shop.id()));
        balancing.bring(kept("early", FormationState.CREATING).id());
        assertEquals(Map.of(), balancers.files("lb1"));
    }

    @Test
    void anAppThatDrainsIsLeftOutAndTold() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        FormationRecord draining =
                shop.withApps(shop.apps().stream().map(App::draining).toList());
        registry.keep(claim, draining);
        balancing.bring(shop.id());
        assertEquals(List.of(), log.of(shop.id()).get(0).members());
        assertEquals(List.of(new Member("web001", "10.0.0.1", 8000)), balancing.leaving(draining));
        assertEquals(List.of(), balancing.leaving(shop));
    }

    @Test
    void oneThatIsRefusedTakesNoOtherWithIt() {
        List<FormationId> ids = IntStream.range(0, 5)
                .mapToObj(number -> kept("f" + number, FormationState.COMPLETE).id())
                .toList();
        balancers.refused = "f3.conf";
        for (boolean named : List.of(true, false)) {
            balancers.named = named;
            Map<FormationId, BalancerAnswer> answers = ids.parallelStream()
                    .collect(
                            Collectors.toMap(id -> id, id -> balancing.bring(id).get("lb1")));
            answers.forEach((id, answer) ->
                    assertEquals(id.equals(ids.get(3)), answer instanceof BalancerAnswer.Refuses, id + ": " + answer));
            assertTrue(log.of(ids.get(3)).get(0).error().contains("invalid"), "the error is told");
        }
        assertEquals(4, balancers.files("lb1").size());
    }

    @Test
    void aForeignFaultIsEverybodysAndNothingChanges() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        balancers.foreign = true;
        assertTrue(balancing.bring(shop.id()).get("lb2") instanceof BalancerAnswer.Refuses);
        assertEquals(Map.of(), balancers.files("lb2"));
    }

    @Test
    void aBalancerThatIsDownIsRememberedAndCatchesUpWithAllItMissed() {
        balancers.silent = "lb2";
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        FormationRecord news = kept("news", FormationState.COMPLETE);
        assertTrue(balancing.bring(shop.id()).get("lb2") instanceof BalancerAnswer.Silent);
        balancing.bring(news.id());
        balancing.catchUp();
        assertEquals(Set.of("lb2"), log.behind().keySet());
        balancers.silent = "";
        balancing.catchUp();
        assertEquals(Map.of(), log.behind());
        assertEquals(balancers.files("lb1"), balancers.files("lb2"));
    }

    @Test
    void verifyMendsWhatDiffersAndTellsOfItOnce() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        balancing.bring(shop.id());
        assertEquals(List.of(), balancing.compare(Optional.empty()));
        balancers.files("lb1").put(name(shop), new BalancerFile(name(shop), "by hand", false));
        balancers
                .files("lb1")
                .put(
                        directory.mark() + ".team1.gone.conf",
                        new BalancerFile(directory.mark() + ".team1.gone.conf", "left", false));
        balancers.files("lb1").put("foreign.conf", new BalancerFile("foreign.conf", "of others", false));
        int before = balancers.reloads;
        assertEquals(
                List.of(
                        "balancer lb1 did not have team1/gone as recorded; now it has",
                        "balancer lb1 did not have team1/shop as recorded; now it has"),
                balancing.compare(Optional.empty()));
        assertEquals(Set.of(name(shop), "foreign.conf"), balancers.files("lb1").keySet());
        assertEquals(1, balancers.reloads - before);
        assertEquals(List.of(), balancing.compare(Optional.empty()));
        assertEquals(1, balancers.reloads - before);
    }

    @Test
    void whatChangesWhileItIsToldIsToldAgain() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        balancers.meanwhile =
                () -> registry.keep(claim, shop.withApps(List.of(app("web001", 8000), app("web002", 8001))));
        balancing.bring(shop.id());
        assertEquals(2, log.of(shop.id()).get(0).members().size());
    }

    @Test
    void whatMovedInTheRecordIsToldWithoutAskingAndWhatDidNotIsNot() {
        FormationRecord shop = kept("shop", FormationState.COMPLETE);
        balancing.bring(shop.id());
        int before = balancers.reloads;
        balancing.catchUp();
        registry.keep(claim, shop.withApps(List.of(app("web001", 8000), app("web002", 8001))));
        balancing.catchUp();
        Await.until("both balancers have it", Duration.ofSeconds(10), () -> log.of(shop.id()).stream()
                .allMatch(served -> served.members().size() == 2));
        assertEquals(2, balancers.reloads - before);
    }

    private String name(FormationRecord record) {
        return renderer.names(record.id()).get(0);
    }

    private FormationRecord kept(String formation, FormationState state) {
        FormationRecord record = new FormationRecord(
                FormationId.of("team1", formation),
                SpecJson.read("{\"number\":1,\"image\":\"sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                        + "\"hostname-scheme\":\"web\",\"ports\":[],\"volumes\":[],\"bootstrap\":\"cron\",\"url\":[\""
                        + formation + ".test\"],\"bootstrap-asked\":true}"),
                new PinnedImage("sshd:1", "sshd@sha256:1", true),
                1,
                "r",
                state,
                List.of(app("web001", 8000)));
        registry.keep(claim, record);
        return record;
    }

    private static App app(String hostname, int port) {
        return App.placed(hostname, "h1", List.of(new PublishedPort("", port, 80, Protocol.TCP)), OptionalInt.empty())
                .running("c1")
                .bootstrapped();
    }

    /** Balancers that keep files, and refuse or stay silent where a test says so. */
    private static final class FakeBalancers implements Balancers {

        private final Map<String, Map<String, BalancerFile>> files = new TreeMap<>();
        private String refused = "nothing";
        private boolean named;
        private boolean foreign;
        private String silent = "";
        private int reloads;
        private Runnable meanwhile = () -> {};

        synchronized Map<String, BalancerFile> files(String balancer) {
            return files.computeIfAbsent(balancer, name -> new TreeMap<>());
        }

        @Override
        public synchronized BalancerAnswer change(Balancer balancer, BalancerChange change) {
            if (balancer.name().equals(silent)) {
                return new BalancerAnswer.Silent(silent + " is down");
            }
            Optional<BalancerFile> bad = change.files().stream()
                    .filter(file -> file.name().endsWith(refused))
                    .findFirst();
            if (foreign || bad.isPresent()) {
                return new BalancerAnswer.Refuses(
                        "invalid", bad.filter(file -> named).map(BalancerFile::name), foreign);
            }
            Map<String, BalancerFile> has = files(balancer.name());
            Map<String, BalancerFile> before = new TreeMap<>(has);
            change.files().forEach(file -> has.put(file.name(), file));
            change.removals().forEach(has::remove);
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
            reloads += before.equals(has) ? 0 : 1;
            return new BalancerAnswer.Serves(!before.equals(has));
        }

        @Override
        public synchronized Map<String, String> listing(Balancer balancer) {
            if (balancer.name().equals(silent)) {
                throw AutodockException.of(ProblemCode.UNAVAILABLE, silent + " is down");
            }
            return new ArrayList<>(files(balancer.name()).values())
                    .stream().collect(Collectors.toMap(BalancerFile::name, BalancerFile::fingerprint));
        }

        @Override
        public int connections(Balancer balancer, List<Member> apps) {
            return 0;
        }
    }
}
