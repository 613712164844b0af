package io.autodock.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.access.Caller;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.AppFixture;
import io.autodock.container.FakeEngines;
import io.autodock.container.PinnedImage;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.Acceptance;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which deaths become a request, and after which rest. */
class RestartsTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final HostServer HOST = AppFixture.nowhere();
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final EtcdStore store = ETCD.store();
    private final EtcdRegistry registry = new EtcdRegistry(store);
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final FakeEngines engines = new FakeEngines();
    private final Desk desk = new Desk();
    private final List<Duration> rests = new ArrayList<>();

    @AfterEach
    void endLease() {
        lease.close();
    }

    @Test
    void restsDoubleUntilAnAppHasLived() {
        Streak streak = Streak.first(NOON);
        List<Long> rests = new ArrayList<>();
        for (int death = 2; death <= 10; death++) {
            Instant died = streak.due().plusSeconds(1);
            streak = streak.next(died);
            rests.add(Duration.between(died, streak.due()).toMillis());
        }
        assertEquals(List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L), rests);
        assertEquals(
                1, streak.next(streak.due().plus(Streak.A_LIFE).plusMillis(1)).deaths());
    }

    @ParameterizedTest
    @CsvSource({"unless-stopped, 1", "on-failure, 1", "no, 0"})
    void thePolicyDecides(String policy, int requests) {
        Death death = dead(policy, FormationState.COMPLETE);
        restarts().died(death);
        assertEquals(requests, desk.submissions.size());
        desk.submissions.forEach(submission -> {
            assertEquals(Operation.VERIFY, submission.order().operation());
            assertEquals(
                    Optional.of(death.origin().formation()), submission.order().formation());
            assertEquals(Trigger.ENGINE, submission.trigger());
        });
    }

    @Test
    void anAppThatEndsAgainAtOnceRestsLonger() {
        Death death = dead("unless-stopped", FormationState.COMPLETE);
        Restarts restarts = restarts();
        restarts.died(death);
        restarts.died(again(death));
        restarts.died(again(death));
        assertEquals(3, desk.submissions.size());
        assertEquals(Duration.ZERO, rests.get(1));
        assertEquals(true, rests.get(5).toMillis() > 900, rests.toString());
    }

    @Test
    void afterSoManyFailuresInARowItIsLeft() {
        Death death = dead("on-failure:2", FormationState.COMPLETE);
        Restarts restarts = restarts();
        restarts.died(death);
        restarts.died(again(death));
        restarts.died(again(death));
        assertEquals(2, desk.submissions.size());
    }

    @Test
    void anEndThatIsToldAgainCountsOnce() {
        Death death = dead("on-failure:1", FormationState.COMPLETE);
        Restarts restarts = restarts();
        restarts.died(death);
        restarts.died(death);
        assertEquals(List.of(Duration.ZERO, Duration.ZERO), List.of(rests.get(1), rests.get(3)));
        assertEquals(
                desk.submissions.get(0).deliveryKey(), desk.submissions.get(1).deliveryKey());

        restarts.died(again(death));
        restarts.died(death);
        assertEquals(2, desk.submissions.size());
    }

    /** The same container, started and ended once more. */
    private Death again(Death death) {
        engines.start(HOST, death.containerId());
        return death;
    }

    @Test
    void whatARequestIsStoppingIsLeftToIt() {
        restarts().died(dead("unless-stopped", FormationState.DELETING));
        assertEquals(List.of(), desk.submissions);
    }

    @Test
    void aContainerThatIsNobodysAnyMoreIsLeft() {
        Death death = dead("unless-stopped", FormationState.COMPLETE);
        restarts().died(new Death(death.host(), death.origin(), "an-older-container"));
        engines.remove(HOST, death.containerId());
        restarts().died(death);
        assertEquals(List.of(), desk.submissions);
    }

    private Restarts restarts() {
        return new Restarts(
                registry,
                engines,
                desk,
                delay -> {
                    rests.add(delay);
                    return Runnable::run;
                },
                Clock.systemUTC());
    }

    /** An app whose container has ended with exit code 1. */
    private Death dead(String policy, FormationState state) {
        FormationId id = FormationId.of("team1", policy.replace(':', '-'));
        Request request = Request.accepted(
                RequestId.fresh(NOON), Operation.VERIFY, Optional.of(id), Trigger.HTTP, "test", "", NOON);
        EtcdRequestLog log = new EtcdRequestLog(store, lease, "test" + request.id());
        log.accept(request, Optional.empty());
        Claim claim = log.claim(request).orElseThrow();
        Spec spec = SpecJson.read("{\"number\":1,\"image\":\"sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                + "\"hostname-scheme\":\"web\",\"ports\":[],\"volumes\":[],\"bootstrap\":\"none\","
                + "\"bootstrap-asked\":true,\"restart\":\"" + policy + "\"}");
        App placed = App.placed("web001", HOST.name(), List.of(), OptionalInt.empty());
        PinnedImage image = new PinnedImage("sshd:1", "sshd@sha256:1", true);
        AppContainer container = new AppContainer.Make(id, spec, image, "r1").container(HOST, placed, List.of());
        engines.pull(HOST, image, "r1");
        String containerId = engines.create(container);
        engines.endAtOnce();
        engines.start(HOST, containerId);
        registry.keep(
                claim, new FormationRecord(id, spec, image, 1, "r1", state, List.of(placed.running(containerId))));
        log.end(claim, request.done(NOON, "done"));
        return new Death(HOST, container.origin(), containerId);
    }

    /** Takes in what is asked for. */
    private static final class Desk implements RequestDesk {

        private final List<Submission> submissions = new ArrayList<>();

        @Override
        public Acceptance submit(Submission submission) {
            submissions.add(submission);
            return new Acceptance(
                    Request.accepted(
                            RequestId.fresh(NOON),
                            submission.order().operation(),
                            submission.order().formation(),
                            submission.trigger(),
                            submission.caller().name(),
                            "",
                            NOON),
                    false);
        }

        @Override
        public Request find(Caller caller, RequestId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Request> list(Caller caller, int most) {
            return List.of();
        }

        @Override
        public Optional<Request> findDelivered(Submission submission) {
            return Optional.empty();
        }

        @Override
        public Request await(Caller caller, RequestId id, Duration atMost) {
            throw new UnsupportedOperationException();
        }
    }
}
