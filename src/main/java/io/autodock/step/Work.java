package io.autodock.step;

import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.cluster.HostView;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.placement.HeldPort;
import io.autodock.registry.FormationRecord;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One claimed request while it is carried out: what the steps hand on to each other. It lives in one route exchange and is
 * changed by one step at a time; what must outlive a crash is in etcd, not here.
 */
public final class Work {

    private final Claim claim;
    private final Optional<Spec> spec;
    private Request request;
    private Optional<PinnedImage> image = Optional.empty();
    private Optional<FormationRecord> record = Optional.empty();
    private List<HostView> hosts = List.of();
    private Map<String, String> withoutImage = Map.of();
    private boolean resumed;
    private Optional<Instant> runsSince = Optional.empty();
    private Optional<CompletableFuture<Map<String, SaltIdentity>>> identities = Optional.empty();
    private final Set<String> running = new HashSet<>();
    private final Map<String, String> avoided = new TreeMap<>();
    private final Map<String, Set<HeldPort>> takenByStrangers = new HashMap<>();
    private final Map<String, Set<String>> unsettled = new HashMap<>();
    private final Map<String, Set<String>> leftovers = new HashMap<>();

    /** @param spec there for the operations that make something */
    public Work(Request request, Claim claim, Optional<Spec> spec) {
        this.request = request;
        this.claim = claim;
        this.spec = spec;
    }

    /** The request as far as it has come. */
    public Request request() {
        return request;
    }

    void advance(Request further) {
        request = further;
    }

    /** The right to carry it out. */
    public Claim claim() {
        return claim;
    }

    /** Whose formation; there is none in a verification of everything. */
    public FormationId formation() {
        return request.formation().orElseThrow(() -> new IllegalStateException("no formation in " + request.id()));
    }

    /** What is asked for. */
    public Spec spec() {
        return spec.orElseThrow(() -> new IllegalStateException("no spec in " + request.id()));
    }

    Optional<PinnedImage> image() {
        return image;
    }

    void fix(PinnedImage pinned) {
        image = Optional.of(pinned);
    }

    /** The formation's record, once there is one. */
    public Optional<FormationRecord> record() {
        return record;
    }

    void recorded(Optional<FormationRecord> current) {
        record = current;
    }

    /** The apps as far as they have come. */
    public List<App> apps() {
        return record.map(FormationRecord::apps).orElse(List.of());
    }

    /** One app, as it is now. */
    void replace(App current) {
        record = record.map(known -> known.withApps(known.apps().stream()
                .map(app -> app.hostname().equals(current.hostname()) ? current : app)
                .toList()));
    }

    List<HostView> hosts() {
        return hosts;
    }

    void saw(List<HostView> seen) {
        hosts = List.copyOf(seen);
    }

    /** Host servers where the image is not to be had, with the reason. */
    Map<String, String> withoutImage() {
        return withoutImage;
    }

    void lack(Map<String, String> reasons) {
        withoutImage = Map.copyOf(reasons);
    }

    /** Whether an earlier try of this request has left a record: then containers may stand that this work has not seen. */
    boolean resumed() {
        return resumed;
    }

    void resume(Optional<FormationRecord> left) {
        record = left;
        resumed = left.isPresent();
    }

    /** Since when all apps run, as far as this work has seen. */
    Optional<Instant> runsSince() {
        return runsSince;
    }

    void runsSince(Instant moment) {
        runsSince = Optional.of(moment);
    }

    /** What makes the apps minions, by hostname, once the Salt master has accepted their keys; there when that has begun. */
    Optional<CompletableFuture<Map<String, SaltIdentity>>> identities() {
        return identities;
    }

    void identities(CompletableFuture<Map<String, SaltIdentity>> underWay) {
        identities = Optional.of(underWay);
    }

    /** Returns when nothing that was begun beside the steps goes on: what is taken back after that stays taken back. */
    void awaitWhatGoesOnAside() {
        identities.ifPresent(
                underWay -> underWay.handle((done, failure) -> true).join());
    }

    /** Hostnames whose containers run, as this work has seen itself. */
    Set<String> running() {
        return running;
    }

    /** Host servers that refused an app of this request, with the reason. */
    Map<String, String> avoided() {
        return avoided;
    }

    /** Host ports that strangers hold, by host server. */
    Map<String, Set<HeldPort>> takenByStrangers() {
        return takenByStrangers;
    }

    /** Hostnames that this host server did not take although they are booked there: to be placed anew. */
    Set<String> unsettled(String hostServer) {
        return unsettled.computeIfAbsent(hostServer, host -> new HashSet<>());
    }

    void settled() {
        unsettled.clear();
    }

    /** Hostnames, by host server, of containers whose removal no engine has confirmed. */
    Map<String, Set<String>> leftovers() {
        return leftovers;
    }

    /** Whether an app still has no running container: then ranking, placing and running go on. */
    public boolean isIncomplete() {
        return record.isEmpty()
                || !running.containsAll(apps().stream().map(App::hostname).toList());
    }
}
