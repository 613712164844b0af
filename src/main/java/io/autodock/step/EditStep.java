package io.autodock.step;

import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.edit.Edit;
import io.autodock.edit.EditLog;
import io.autodock.edit.GoodSpec;
import io.autodock.edit.SpecDiff;
import io.autodock.edit.Tag;
import io.autodock.edit.Way;
import io.autodock.formation.App;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.placement.Placement;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.RequestState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Decides what an edit or a rollback changes, keeps that before anything changes, and records the end. A try that was
 * broken off is taken up again from what was kept.
 */
public final class EditStep {

    private final Registry registry;
    private final EditLog log;
    private final Engines engines;

    /** The step, with what it looks through and writes to. */
    public EditStep(Registry registry, EditLog log, Engines engines) {
        this.registry = registry;
        this.log = log;
        this.engines = engines;
    }

    /**
     * Sees the formation, and what an earlier try of this request has decided.
     *
     * @throws AutodockException NOT_FOUND when there is no such formation
     */
    public void begin(Work work) {
        work.recorded(registry.find(work.formation()));
        if (work.record().isEmpty()) {
            throw AutodockException.of(ProblemCode.NOT_FOUND, "formation " + work.formation() + " does not exist");
        }
        log.find(work.formation())
                .filter(edit -> edit.request().equals(work.request().id().value()))
                .ifPresent(edit -> resume(work, edit));
    }

    /** Containers may stand that this try has not seen. */
    private static void resume(Work work, Edit edit) {
        work.resume(work.record());
        take(work, edit);
        if (edit.isRecordedIn(work.record().orElseThrow())) {
            work.forsake(edit.before().spec());
        }
    }

    private static void take(Work work, Edit edit) {
        work.edit(edit);
        work.aim(edit.spec(), edit.image());
        work.keep(edit.known());
    }

    /** Decides what is to change, unless an earlier try has; the host servers have been looked at by then. */
    public void decide(Work work) {
        if (work.edit().isPresent()) {
            return;
        }
        propose(work);
        if (!changesNothing(work)) {
            standIn(work);
            log.keep(work.claim(), work.decided());
        }
    }

    /** Has an app serve while others are replaced, where too few would; one that can't be had is told, or refused. */
    private void standIn(Work work) {
        Edit edit = work.decided();
        int mostMissing = work.detail().mostMissing();
        if (!diff(edit).has(Way.REPLACE) || !edit.needsTemporary(mostMissing)) {
            return;
        }
        work.edit(edit.withTemporary(1));
        Optional<String> refusal = new Reservation(
                        work, registry.books(work.spec().hostnameScheme().group()))
                .growth()
                .filter(Placement.Refused.class::isInstance)
                .map(refused -> ((Placement.Refused) refused).sentence());
        if (refusal.isPresent() && mostMissing > 0) {
            work.edit(edit);
            work.advance(work.request()
                    .noticed(edit.staying().get(0).hostname()
                            + " stops while it is replaced: no other can stand in for it (" + refusal.get() + ")"));
        }
    }

    /** Decides what would change, and writes nothing. */
    void propose(Work work) {
        FormationRecord before = work.record().orElseThrow();
        requireWhole(before);
        take(
                work,
                work.detail() instanceof OrderDetail.Change change
                        ? edit(work, before, change)
                        : rollback(work, before));
    }

    private static void requireWhole(FormationRecord record) {
        if (record.state() != FormationState.COMPLETE) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "formation " + record.id() + " is half removed; delete it again first");
        }
    }

    private Edit edit(Work work, FormationRecord before, OrderDetail.Change change) {
        Tag.require(before, change.base());
        Spec spec = SpecJson.changed(before.spec(), change);
        return Edit.of(
                work.request().id().value(),
                before,
                spec,
                image(work, before, spec, change),
                GoodSpec.with(log.history(before.id()), GoodSpec.of(before)));
    }

    /** Who names the image wants what it means now; all else runs the bytes that the formation runs. */
    private PinnedImage image(Work work, FormationRecord before, Spec spec, OrderDetail.Change change) {
        return SpecJson.names(change, "image")
                ? engines.resolve(spec.image(), Hosts.answering(work.hosts()))
                : before.image();
    }

    private Edit rollback(Work work, FormationRecord before) {
        List<GoodSpec> history = log.history(before.id());
        GoodSpec last = history.stream()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.CONFLICT, "formation " + before.id() + " has no earlier spec to go back to"));
        return Edit.of(work.request().id().value(), before, last.spec(), last.image(), GoodSpec.before(history, last));
    }

    static SpecDiff diff(Edit edit) {
        FormationRecord before = edit.before();
        return SpecDiff.of(SpecJson.fields(before.spec()), SpecJson.fields(edit.spec()), before.image(), edit.image());
    }

    /** Whether the formation is just as asked for. */
    public boolean changesNothing(Work work) {
        return diff(work.decided()).isEmpty();
    }

    /** Whether the formation is recorded as edited: what follows is tidying up. */
    public boolean isRecorded(Work work) {
        return work.edit()
                .map(edit -> edit.isRecordedIn(work.record().orElseThrow()))
                .orElse(false);
    }

    /** Books what the apps that stay are to have beside what they have, on the host servers where they are. */
    public void book(Work work) {
        SpecDiff diff = diff(work.decided());
        if (!diff.has(Way.IN_PLACE) && !diff.has("ports")) {
            return;
        }
        AtomicReference<List<App>> fitted = new AtomicReference<>(List.of());
        registry.reserve(work.claim(), work.spec().hostnameScheme().group(), books -> {
            EditBooks entry = new EditBooks(work, books);
            fitted.set(entry.fitted());
            return entry.holdingBoth(Objects.requireNonNull(fitted.get()));
        });
        work.edit(work.decided().withStaying(Objects.requireNonNull(fitted.get())));
        log.keep(work.claim(), work.decided());
    }

    /** Whether apps are to be added that do not run yet. */
    public boolean grows(Work work) {
        return work.isIncomplete();
    }

    /** Records the formation as edited, and what it can go back to. From here on the edit is not undone. */
    public void record(Work work) {
        dismissTemporary(work);
        Edit edit = work.decided();
        log.keepHistory(work.claim(), work.formation(), edit.history());
        FormationRecord after = edit.after(work.record().orElseThrow());
        registry.publish(work.claim(), after);
        work.recorded(Optional.of(after));
        work.forsake(edit.before().spec());
        work.advance(work.request().progressed(RequestState.BOOTSTRAPPED, after.apps()));
    }

    /** The app with the highest number among those made was for the time being. */
    private void dismissTemporary(Work work) {
        Edit edit = work.decided();
        if (edit.temporary() == 0) {
            return;
        }
        List<App> leaving = new ArrayList<>(edit.leaving());
        work.made().stream().max(Edit.BY_NUMBER).ifPresent(leaving::add);
        work.edit(edit.withLeaving(leaving).withTemporary(0));
        log.keep(work.claim(), work.decided());
    }

    /** Records the formation without the apps that leave: no balancer has them any more. Safe to repeat. */
    public void dismiss(Work work) {
        FormationRecord rest = work.decided().withoutLeaving(work.record().orElseThrow());
        registry.publish(work.claim(), rest);
        work.recorded(Optional.of(rest));
        work.advance(work.request().progressed(RequestState.BOOTSTRAPPED, rest.apps()));
    }

    /** Whether there is something to go back from: decided, and not yet recorded. */
    public boolean isToGoBack(Work work) {
        return work.edit().isPresent() && !isRecorded(work);
    }

    /** Turns round: what follows makes the formation what it was before. */
    public void turnBack(Work work) {
        work.awaitWhatGoesOnAside();
        Edit edit = work.decided();
        FormationRecord current = work.record().orElseThrow();
        List<App> made = current.apps().stream()
                .filter(app -> !edit.known().contains(app.hostname()))
                .toList();
        take(work, edit.back(made));
        work.forsake(edit.spec());
        Map<String, App> now = current.apps().stream().collect(Collectors.toMap(App::hostname, app -> app));
        work.recorded(Optional.of(edit.before()
                .withApps(edit.before().apps().stream()
                        .map(app -> now.getOrDefault(app.hostname(), app).likeBefore(app))
                        .toList())));
    }

    /** Records the formation as it was before. */
    public void restore(Work work) {
        FormationRecord before = work.record().orElseThrow();
        registry.publish(work.claim(), before);
        work.advance(work.request().progressed(work.request().state(), before.apps()));
    }

    /** The cause of an edit that went back, with where that leaves the formation. */
    public Exception whole(Work work, Exception cause) {
        return cause instanceof AutodockException known
                ? AutodockException.of(
                        known.code(), known.sentence() + "; " + work.formation() + " is as it was before the edit")
                : cause;
    }

    /** What an edit says that had nothing to do. */
    public String nothing(Work work) {
        return work.formation() + " is as asked for already: nothing changes; its image is "
                + work.decided().image().reference();
    }

    /** What an edit that succeeded says. */
    public String edited(Work work) {
        return work.formation() + " is edited: " + diff(work.decided()).sentence();
    }
}
