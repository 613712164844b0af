package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.FakeMinionKeys;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestState;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaceStepTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog log = new EtcdRequestLog(store, lease, "test");
    private final FakeMinionKeys master = new FakeMinionKeys();
    private final LiveRequests live = new LiveRequests();
    private final PlaceStep step = new PlaceStep(registry, Optional.of(master), live);
    private final Work work = Works.work(Works.spec(2, "cron"), "H1", "H2");

    @AfterEach
    void endLease() {
        lease.close();
    }

    @Test
    void aFormationThatNobodyMadeIsNotThere() {
        assertFalse(step.isThereAlready(work));
    }

    @Test
    void oneThatIsCompleteAsAskedForIsThere() {
        recorded(Works.work(Works.spec(2, "cron")), FormationState.COMPLETE);
        assertTrue(step.isThereAlready(work));
    }

    @Test
    void oneWithAnotherSpecIsAConflict() {
        recorded(Works.work(Works.spec(3, "cron")), FormationState.COMPLETE);
        assertEquals("formation team1/f1 exists already with another spec", conflict());
    }

    @Test
    void oneThatIsHalfRemovedIsAConflict() {
        recorded(Works.work(Works.spec(2, "cron")), FormationState.CREATING);
        assertEquals("formation team1/f1 is half removed; delete it again first", conflict());
    }

    @Test
    void whatThisRequestHasBegunGoesOnUntilItIsComplete() {
        recorded(work, FormationState.CREATING);
        assertFalse(step.isThereAlready(work));
        recorded(work, FormationState.COMPLETE);
        assertTrue(step.isThereAlready(work));
    }

    @Test
    void recordNamesBooksAndRequestAreWrittenTogether() {
        Work claimed = claimed("booked", Works.spec(2, "cron"));
        step.place(claimed);
        FormationRecord record = registry.find(claimed.formation()).orElseThrow();
        assertEquals(claimed.apps(), record.apps());
        assertEquals(FormationState.CREATING, record.state());
        List<String> hostnames = record.apps().stream().map(App::hostname).toList();
        assertTrue(registry.books("web").names().hostnames().keySet().containsAll(hostnames));
        for (App app : record.apps()) {
            assertTrue(registry.books("web").host(app.hostServer()).bookings().containsKey(app.hostname()));
        }
        Request request = log.find(claimed.request().id()).orElseThrow();
        assertEquals(RequestState.PLACED, request.state());
        assertEquals(Optional.of(claimed.request()), live.find(request.id()));
    }

    @Test
    void aNameThatIsAnotherMachinesMinionIsAConflictUnlessTheAppHasNoMinion() {
        for (int number = 1; number <= 99; number++) {
            master.plant(String.format("web%03d", number), "STRANGER");
        }
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> step.place(claimed("foreign", Works.spec(2, "cron"))));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        assertTrue(refusal.sentence().contains("is not Autodock's"), refusal.sentence());
        step.place(claimed("plain", Works.spec(2, "none")));
    }

    @Test
    void ourOwnKeyOfAnEarlierTryIsNoStrangers() {
        Work claimed = claimed("again", Works.spec(1, "cron"));
        step.place(claimed);
        App app = claimed.apps().get(0);
        master.plant(app.hostname(), "OURS");
        claimed.replace(app.withKey(io.autodock.bootstrap.MinionKeyPair.fingerprintOf("OURS")));
        step.place(claimed);
    }

    private void recorded(Work by, FormationState state) {
        work.recorded(Optional.of(Works.record(by, state, List.of())));
    }

    private String conflict() {
        AutodockException refusal = assertThrows(AutodockException.class, () -> step.isThereAlready(work));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        return refusal.sentence();
    }

    private Work claimed(String formation, Spec spec) {
        Request request = Works.request(FormationId.of("team1", formation));
        log.accept(request, Optional.empty());
        return Works.work(request, log.claim(request).orElseThrow(), spec, "H1", "H2");
    }
}
