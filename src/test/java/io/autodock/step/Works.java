package io.autodock.step;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Claimed creates of team1's formation f1 for tests, on host servers H1, H2, … of equal load. */
final class Works {

    static final FormationId F1 = FormationId.of("team1", "f1");
    static final PinnedImage IMAGE = new PinnedImage("sshd:1", "sshd@sha256:1", true);
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private Works() {}

    /** So many apps {@code web001}, … of 100 MB, with or without bootstrap. */
    static Spec spec(int number, String bootstrap) {
        return SpecJson.read("{\"number\":" + number
                + ",\"image\":\"sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\",\"hostname-scheme\":\"web\",\"ports\":[],\"volumes\":[],"
                + "\"bootstrap\":\"" + bootstrap + "\",\"bootstrap-asked\":true}");
    }

    static Work work(Spec spec, String... hosts) {
        Request request = request(F1);
        return work(request, new Claim(request.id(), 0), spec, hosts);
    }

    static Work work(Request request, Claim claim, Spec spec, String... hosts) {
        Work work = new Work(request, claim, Optional.of(spec));
        work.fix(IMAGE);
        work.saw(Stream.of(hosts).map(Works::host).toList());
        return work;
    }

    static Request request(FormationId formation) {
        return Request.accepted(
                RequestId.fresh(NOW), Operation.CREATE, Optional.of(formation), Trigger.HTTP, "test", "", NOW);
    }

    static HostView host(String name) {
        HostServer server = new HostServer(
                name, "10.0.0.1", new EngineEndpoint.Socket("/var/run/docker.sock"), name, Map.of(), true);
        return new HostView(
                server, Optional.of(new HostFacts(0, 2, 2_000, "minion")), new EngineState.Answers("20.10", "1.41"), 0);
    }

    /** The formation's record, by that work's request. */
    static FormationRecord record(Work work, FormationState state, List<App> apps) {
        return new FormationRecord(
                F1, work.spec(), IMAGE, 1, work.request().id().value(), state, apps);
    }
}
