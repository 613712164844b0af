package io.autodock.balance.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.balance.Balancer;
import io.autodock.balance.Served;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Claim;
import io.autodock.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Balancers, names and what was served, in a real etcd. */
class EtcdBalancersTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final String KEY = "ssh-ed25519 " + "A".repeat(68);
    private static final FormationId SHOP = FormationId.of("team1", "shop");
    private static final FormationId OTHER = FormationId.of("team2", "shop");

    private final EtcdStore store = ETCD.store();
    private final EtcdBalancerDirectory directory = new EtcdBalancerDirectory(store);
    private final EtcdNameClaims names = new EtcdNameClaims(store);
    private final EtcdServedLog log = new EtcdServedLog(store, directory);

    @Test
    void keepsTheOriginalsKeyAndARecordOfItsOwn() {
        store.put(Keys.NGINX_CLUSTER, "lb9, lb2,_,");
        Balancer balancer = new Balancer("lb1", "10.0.0.7", 22, "autodock", KEY);
        directory.add(balancer);
        directory.add(balancer);
        assertEquals("lb1,lb2,lb9", store.get(Keys.NGINX_CLUSTER).orElseThrow().value());
        assertEquals(List.of(balancer, Balancer.named("lb2"), Balancer.named("lb9")), directory.list());
        assertEquals(Set.of("lb1"), log.behind().keySet());
        assertEquals(
                ProblemCode.CONFLICT,
                assertThrows(
                                AutodockException.class,
                                () -> directory.add(new Balancer("lb1", "10.0.0.8", 22, "autodock", KEY)))
                        .code());
        directory.remove("lb1");
        assertEquals("lb2,lb9", store.get(Keys.NGINX_CLUSTER).orElseThrow().value());
        assertEquals(Map.of(), log.behind());
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(AutodockException.class, () -> directory.remove("lb1"))
                        .code());
    }

    @Test
    void marksItsClusterOnce() {
        assertTrue(directory.mark().matches("[0-9a-f]{8}"));
        assertEquals(directory.mark(), new EtcdBalancerDirectory(store).mark());
    }

    @Test
    void aNameIsOneFormations() {
        Claim claim = claim();
        names.take(claim, SHOP, List.of("a.test", ":8081"));
        names.take(claim, SHOP, List.of("a.test", "b.test"));
        AutodockException refused = assertThrows(
                AutodockException.class, () -> names.take(claim, OTHER, List.of("c.test", "b.test", ":8081")));
        assertEquals(ProblemCode.CONFLICT, refused.code());
        assertEquals(
                List.of("url", "balance-port"),
                refused.problems().stream().map(problem -> problem.field()).toList());
        assertEquals(Optional.empty(), store.get(Keys.url("c.test")), "all or none");
        names.giveBack(claim, OTHER, List.of("a.test"));
        names.giveBack(claim, SHOP, List.of("a.test", "never.test"));
        assertEquals(List.of(), names.takenByOthers(OTHER, List.of("a.test")));
        assertEquals(List.of("b.test"), names.takenByOthers(OTHER, List.of("a.test", "b.test")));
    }

    @Test
    void ofManyAtOnceOneHasTheName() {
        List<CompletableFuture<Boolean>> tries = IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> took(FormationId.of("team" + number, "f"))))
                .toList();
        assertEquals(1, tries.stream().filter(CompletableFuture::join).count());
    }

    private boolean took(FormationId id) {
        try {
            names.take(claim(), id, List.of("wanted.test"));
            return true;
        } catch (AutodockException taken) {
            return false;
        }
    }

    @Test
    void aLostClaimTakesAndGivesNothing() {
        Claim lost = new Claim(RequestId.fresh(Instant.EPOCH), 12345);
        AutodockException refused =
                assertThrows(AutodockException.class, () -> names.take(lost, SHOP, List.of("lost.test")));
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
    }

    @Test
    void keepsWhatABalancerWasTold() {
        directory.add(new Balancer("told", "10.0.0.9", 22, "autodock", KEY));
        Served served = new Served("told", "f1", List.of("h:1"), Optional.of(Instant.EPOCH), "");
        log.keep(SHOP, served);
        assertEquals(List.of(served), log.of(SHOP));
        assertEquals(Map.of(SHOP, served), log.all("told"));
        log.missed("told", "it is down");
        assertEquals("it is down", log.behind().get("told"));
        log.caughtUp("told");
        log.forget(SHOP, "told");
        assertEquals(List.of(), log.of(SHOP));
    }

    private Claim claim() {
        RequestId id = RequestId.fresh(Instant.now());
        store.put(Keys.claim(id.value()), "test");
        return new Claim(id, store.get(Keys.claim(id.value())).orElseThrow().revision());
    }
}
