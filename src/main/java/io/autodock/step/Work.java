package io.autodock.step;

import io.autodock.backup.FoundBackup;
import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.cluster.HostView;
import io.autodock.container.PinnedImage;
import io.autodock.edit.Edit;
import io.autodock.formation.App;
import io.autodock.formation.BackupPlace;
import io.autodock.formation.FormationId;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.json.DetailJson;
import io.autodock.placement.HeldPort;
import io.autodock.registry.FormationRecord;
import io.autodock.replacement.FormationInHand;
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
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One claimed request while it is carried out: what the steps hand on to each other. It lives in one route exchange and is
 * changed by one step at a time; what must outlive a crash is in etcd, not here.
 */
public final class Work {

    private final Claim claim;
    private Optional<Spec> spec;
    private Request request;
    private Optional<PinnedImage> image = Optional.empty();
    private Optional<FoundBackup> source = Optional.empty();
    private final Map<String, PinnedImage> loaded = new ConcurrentHashMap<>();
    private Optional<FormationRecord> record = Optional.empty();
    private List<HostView> hosts = List.of();
    private Map<String, String> withoutImage = Map.of();
    private boolean resumed;
    private Set<String> kept = Set.of();
    private Optional<Edit> edit = Optional.empty();
    private Optional<Spec> forsaken = Optional.empty();
    private Set<String> batch = Set.of();
    private final Set<String> puttingBack = new TreeSet<>();
    private Optional<FormationInHand> inHand = Optional.empty();
    private boolean servedStill;
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

    /** The request has come further; that is in etcd, or will be with the next write. */
    public void advance(Request further) {
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

    /** Where backups lie. */
    BackupPlace backups() {
        return ((OrderDetail.Backups) detail()).place();
    }

    /** The backup that the formation is brought back from; empty for a formation that begins anew. */
    Optional<FoundBackup> source() {
        return source;
    }

    void bringBack(FoundBackup backup) {
        source = Optional.of(backup);
    }

    /** What an app that is brought back runs, by hostname, once its host server holds it. */
    Map<String, PinnedImage> loaded() {
        return loaded;
    }

    /** What an app's container is made from; empty as long as its image has still to be loaded. */
    Optional<PinnedImage> imageOf(String hostname) {
        return source.isEmpty() ? record.map(FormationRecord::image) : Optional.ofNullable(loaded.get(hostname));
    }

    /** What the request says beside a spec. */
    OrderDetail detail() {
        return DetailJson.read(request.operation(), request.spec());
    }

    /** Sets what the work aims at, where the request does not say it whole. */
    void aim(Spec target, PinnedImage bytes) {
        spec = Optional.of(target);
        image = Optional.of(bytes);
    }

    /** The edit that this work carries out. */
    Optional<Edit> edit() {
        return edit;
    }

    void edit(Edit decided) {
        edit = Optional.of(decided);
    }

    /** The edit that this work carries out, once it is decided. */
    Edit decided() {
        return edit.orElseThrow(() -> new IllegalStateException("no edit is decided in " + request.id()));
    }

    /** The spec that an edit has left, or come back from: what only it needed is given back. */
    Optional<Spec> forsaken() {
        return forsaken;
    }

    void forsake(Spec left) {
        forsaken = Optional.of(left);
    }

    /** Hostnames of the apps that are replaced at the same time now. */
    Set<String> batch() {
        return batch;
    }

    /** Hostnames of the apps that have still to get back what they were made from before. */
    Set<String> puttingBack() {
        return puttingBack;
    }

    /** The formation as those who replace its apps change it. */
    FormationInHand inHand() {
        return inHand.orElseThrow(() -> new IllegalStateException("nothing is replaced in " + request.id()));
    }

    void replaces(Set<String> hostnames, FormationInHand formation) {
        batch = Set.copyOf(hostnames);
        inHand = Optional.of(formation);
    }

    /** Leaves these apps as they are: what follows makes the others. */
    void keep(Set<String> hostnames) {
        kept = Set.copyOf(hostnames);
    }

    /** The apps that this work makes, as far as they have come: all but those that were there before. */
    List<App> made() {
        return apps().stream().filter(app -> !kept.contains(app.hostname())).toList();
    }

    /** What is asked for, where the operation has a spec. */
    Optional<Spec> asked() {
        return spec;
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

    /** The formation's record is this now. */
    public void recorded(Optional<FormationRecord> current) {
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

    /** Whether a balancer that can't be told may go on sending requests to what this work takes away. */
    boolean servedStill() {
        return servedStill;
    }

    void servedStill(boolean mayBe) {
        servedStill = mayBe;
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
                || apps().size() < wanted()
                || !running.containsAll(made().stream().map(App::hostname).toList());
    }

    /** How many apps an edit has to begin with: those that were there, and those that it adds. */
    int wanted() {
        return edit.map(under -> under.known().size() + under.more()).orElse(0);
    }
}
