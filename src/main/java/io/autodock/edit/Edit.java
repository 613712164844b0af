package io.autodock.edit;

import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.Spec;
import io.autodock.registry.FormationRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One edit under way: from what to what. It is in etcd before anything changes, so that a try that is broken off goes on or
 * goes back.
 *
 * @param request the request that edits
 * @param before the formation as it was whole, to which a failed edit goes back
 * @param spec what it is to be
 * @param image the bytes that its apps are to run
 * @param staying the apps that were there and stay, with the ports that they are to have
 * @param temporary how many apps serve only while others are replaced
 * @param leaving the apps that go once the rest is done
 * @param history the good specs to go back to once the edit is done, the latest last
 */
public record Edit(
        String request,
        FormationRecord before,
        Spec spec,
        PinnedImage image,
        List<App> staying,
        int temporary,
        List<App> leaving,
        List<GoodSpec> history) {

    /** By number: {@code web999} comes before {@code web1000}. */
    public static final Comparator<App> BY_NUMBER =
            Comparator.comparing((App app) -> app.hostname().length()).thenComparing(App::hostname);

    public Edit {
        staying = List.copyOf(staying);
        leaving = List.copyOf(leaving);
        history = List.copyOf(history);
    }

    /** An edit of a whole formation: the apps with the highest numbers leave where there are too many. */
    public static Edit of(
            String request, FormationRecord before, Spec spec, PinnedImage image, List<GoodSpec> history) {
        List<App> sorted = before.apps().stream().sorted(BY_NUMBER).toList();
        int stay = Math.min(spec.number(), sorted.size());
        return new Edit(
                request, before, spec, image, sorted.subList(0, stay), 0, sorted.subList(stay, sorted.size()), history);
    }

    /** The same edit, its staying apps with other ports. */
    public Edit withStaying(List<App> apps) {
        return new Edit(request, before, spec, image, apps, temporary, leaving, history);
    }

    /** The same edit, with other apps that leave. */
    public Edit withLeaving(List<App> apps) {
        return new Edit(request, before, spec, image, staying, temporary, apps, history);
    }

    /** The way back: to what was before, without the apps that this edit has made. */
    public Edit back(List<App> made) {
        return new Edit(request, before, before.spec(), before.image(), before.apps(), 0, made, history);
    }

    /** Hostnames of the apps that were there before. */
    public Set<String> known() {
        return before.apps().stream().map(App::hostname).collect(Collectors.toUnmodifiableSet());
    }

    /** The same edit, with so many apps that serve only while others are replaced. */
    public Edit withTemporary(int number) {
        return new Edit(request, before, spec, image, staying, number, leaving, history);
    }

    /** How many apps it makes: those that are asked for beside those that were there, and those for the time being. */
    public int more() {
        return Math.max(0, spec.number() - before.apps().size()) + temporary;
    }

    /**
     * Whether an app is to serve while others are replaced, one of them at a time at least: else fewer would than may be.
     *
     * @param mostMissing how many may be missing; the last one that serves never is
     */
    public boolean needsTemporary(int mostMissing) {
        int number = Math.min(spec.number(), before.apps().size());
        int least = Math.max(1, number - mostMissing);
        return before.apps().size() + more() - 1 < least && spec.volumes().isEmpty();
    }

    /** The record of the formation once it is as asked for: what leaves still stands, and is about to go. */
    public FormationRecord after(FormationRecord current) {
        Set<String> going = going();
        List<App> apps = current.apps().stream()
                .map(app -> going.contains(app.hostname()) ? app.draining() : app)
                .sorted(BY_NUMBER)
                .toList();
        return new FormationRecord(before.id(), spec, image, current.generation(), request, before.state(), apps);
    }

    /** That record without the apps that leave. */
    public FormationRecord withoutLeaving(FormationRecord current) {
        Set<String> going = going();
        return current.withApps(current.apps().stream()
                .filter(app -> !going.contains(app.hostname()))
                .toList());
    }

    private Set<String> going() {
        return leaving.stream().map(App::hostname).collect(Collectors.toSet());
    }

    /** Whether the formation is recorded as edited: from then on there is no way back but a rollback. */
    public boolean isRecordedIn(FormationRecord record) {
        return record.request().equals(request);
    }
}
