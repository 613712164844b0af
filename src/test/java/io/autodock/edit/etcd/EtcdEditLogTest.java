package io.autodock.edit.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.container.PinnedImage;
import io.autodock.edit.Edit;
import io.autodock.edit.GoodSpec;
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
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.Trigger;
import io.autodock.request.etcd.EtcdRequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdEditLogTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final FormationId F1 = FormationId.of("team1", "f1");
    private static final PinnedImage IMAGE = new PinnedImage("app:1", "app@sha256:1", true);
    private static final Spec SPEC =
            SpecJson.read("{\"number\":1,\"image\":\"app:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                    + "\"hostname-scheme\":\"web\",\"ports\":[\"8080:80\"],\"volumes\":[],\"bootstrap\":\"none\","
                    + "\"env\":[\"A=\\\"1\\\"\"],\"bootstrap-asked\":true}");

    private final EtcdStore store = ETCD.store();
    private final InstanceLease lease = new InstanceLease(store, Duration.ofSeconds(30));
    private final EtcdRequestLog requests = new EtcdRequestLog(store, lease, "one");
    private final EtcdEditLog log = new EtcdEditLog(store);

    @AfterEach
    void endLease() {
        lease.close();
    }

    private Edit edit(Request request) {
        App app = App.placed(
                        "web001", "H1", List.of(new PublishedPort("", 8080, 80, Protocol.TCP)), OptionalInt.empty())
                .running("c1")
                .anew(3);
        FormationRecord before = new FormationRecord(F1, SPEC, IMAGE, 3, "r1", FormationState.COMPLETE, List.of(app));
        GoodSpec good = GoodSpec.of(before);
        return Edit.of(request.id().value(), before, SPEC, IMAGE, GoodSpec.with(List.of(), good))
                .withTemporary(1);
    }

    private Request accepted() {
        Instant now = Instant.now();
        Request request = Request.accepted(
                RequestId.fresh(now), Operation.EDIT, Optional.of(F1), Trigger.HTTP, "test", "{\"number\":2}", now);
        requests.accept(request, Optional.empty());
        return request;
    }

    @Test
    void anEditIsReadAsItWasKeptUntilItsRequestEnds() {
        Request request = accepted();
        Claim claim = requests.claim(request).orElseThrow();
        Edit edit = edit(request);
        log.keep(claim, edit);
        log.keepHistory(claim, F1, edit.history());
        assertEquals(Optional.of(edit), log.find(F1));
        assertEquals(edit.history(), log.history(F1));
        requests.end(claim, request.done(Instant.now(), "done"));
        assertEquals(Optional.empty(), log.find(F1));
        assertEquals(edit.history(), log.history(F1));
    }

    @Test
    void aLostClaimKeepsNothing() {
        Request request = accepted();
        Claim claim = requests.claim(request).orElseThrow();
        store.commit(new Transaction().delete(Keys.claim(request.id().value())));
        AutodockException lost = assertThrows(AutodockException.class, () -> log.keep(claim, edit(request)));
        assertEquals(ProblemCode.UNAVAILABLE, lost.code());
        assertEquals(Optional.empty(), log.find(F1));
        Claim again = requests.claim(request).orElseThrow();
        requests.end(again, request.done(Instant.now(), "done"));
    }
}
