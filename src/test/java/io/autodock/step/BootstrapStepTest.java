package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.FakeMinionKeys;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BootstrapStepTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "test");
    private final FakeMinionKeys master = new FakeMinionKeys();
    private final MinionKeys keys = new MinionKeys(4, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private final Deque<Runnable> aside = new ArrayDeque<>();
    private final LiveRequests live = new LiveRequests();

    @AfterEach
    void end() {
        keys.close();
        lease.close();
    }

    @Test
    void theMasterIsTalkedToAsideAndOnceAndTheKeysAreInEtcdBefore() {
        BootstrapStep step = step(Optional.of(master));
        Work work = placed("aside", "cron");
        step.beginKeys(work);
        step.beginKeys(work);
        assertEquals(1, aside.size());
        assertEquals(0, master.accepted().size());
        List<App> noted = registry.find(work.formation()).orElseThrow().apps();
        assertTrue(noted.stream().allMatch(app -> app.keyFingerprints().size() == 1));

        aside.remove().run();
        for (BootstrapOrder order : step.orders(work)) {
            String fingerprint = order.salt().orElseThrow().keys().fingerprint();
            assertEquals(fingerprint, master.accepted().get(order.hostname()));
            assertEquals(
                    1,
                    noted.stream()
                            .filter(app -> app.keyFingerprints().contains(fingerprint))
                            .count());
        }
    }

    @Test
    void aKeyThatTheMasterRefusesFailsTheRequestWhenItIsNeeded() {
        BootstrapStep step = step(Optional.of(master));
        Work work = placed("refused", "cron");
        String hostname = work.apps().get(0).hostname();
        step.beginKeys(work);
        master.plant(hostname, "STRANGER");
        aside.remove().run();
        AutodockException refusal = assertThrows(AutodockException.class, () -> step.orders(work));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        assertEquals(
                "the Salt master did not accept the key of " + hostname + ": the master holds another key for "
                        + hostname,
                refusal.sentence());
        work.awaitWhatGoesOnAside();
    }

    @Test
    void withoutMasterOrBootstrapNothingIsBegun() {
        Work plain = placed("plain", "none");
        step(Optional.of(master)).beginKeys(plain);
        Work alone = placed("alone", "cron");
        BootstrapStep step = step(Optional.empty());
        step.beginKeys(alone);
        assertEquals(0, aside.size());
        assertTrue(step.orders(alone).stream().allMatch(order -> order.salt().isEmpty()));
        assertEquals(
                List.of("Salt is skipped: no Salt master is configured"),
                alone.request().notices());
    }

    private BootstrapStep step(Optional<FakeMinionKeys> salt) {
        return new BootstrapStep(registry, salt.map(held -> held), keys, live, aside::add);
    }

    private Work placed(String formation, String bootstrap) {
        Request request = Works.request(FormationId.of("team1", formation));
        log.accept(request, Optional.empty());
        Work work = Works.work(request, log.claim(request).orElseThrow(), Works.spec(2, bootstrap), "H1", "H2");
        new PlaceStep(registry, Optional.empty(), live).place(work);
        return work;
    }
}
