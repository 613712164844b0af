package io.autodock.replacement;

import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.placement.HeldPort;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A move as far as it has come: where the app was refused, and where it goes now. It lives in one route exchange. */
public final class Moving {

    /** Ends a search that finds ever new ports taken. */
    private static final int MOST_REFUSALS = 100;

    private final Move move;
    private final Replacing replacing;
    private final Map<String, String> withoutImage;
    private final Map<String, String> avoided;
    private final Map<String, Set<HeldPort>> takenByStrangers = new HashMap<>();
    /** Host servers where its booking is void, and whether a container of it may be left there. */
    private final Map<String, Boolean> refused = new TreeMap<>();

    private int refusals;
    private boolean placed;
    private boolean settled;

    /** @param withoutImage host servers where the image is not to be had, with the reason */
    Moving(Move move, Replacing replacing, Map<String, String> withoutImage) {
        this.move = move;
        this.replacing = replacing;
        this.withoutImage = Map.copyOf(withoutImage);
        this.avoided = new TreeMap<>(move.avoided());
        avoided.put(replacing.old().hostServer(), "the app is to leave it");
    }

    /** The new container. */
    public Replacing replacing() {
        return replacing;
    }

    Move move() {
        return move;
    }

    Map<String, String> withoutImage() {
        return withoutImage;
    }

    /** Host servers that won't do, with the reason. */
    Map<String, String> avoided() {
        return avoided;
    }

    /** Host ports that strangers hold, by host server. */
    Map<String, Set<HeldPort>> takenByStrangers() {
        return takenByStrangers;
    }

    /** Host servers where its booking is void: dropped, or kept as left over where that is true. */
    Map<String, Boolean> refused() {
        return refused;
    }

    /** Whether no host server has taken it yet. */
    public boolean isHomeless() {
        return replacing.app().containerId().isEmpty();
    }

    /** Whether it is booked somewhere now. */
    boolean isPlaced() {
        return placed;
    }

    void placed(App app) {
        refused.clear();
        placed = true;
        replacing.goesTo(host(app.hostServer()), app);
    }

    private HostServer host(String name) {
        return move.hosts().stream()
                .map(HostView::host)
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED, "host-server \"" + name + "\" is no longer in the docker cluster"));
    }

    /** Whether it is recorded at its new place: from then on nothing is taken back. */
    boolean isSettled() {
        return settled;
    }

    void settled() {
        settled = true;
    }

    void portTaken(RunOutcome.PortTaken taken) {
        takenByStrangers
                .computeIfAbsent(replacing.host().name(), host -> new HashSet<>())
                .add(taken.port());
        refusedHere(false, taken.sentence());
    }

    void hostRefused(RunOutcome.HostRefused no) {
        avoided.put(replacing.host().name(), no.sentence());
        refusedHere(no.mayBeLeft(), no.sentence());
    }

    private void refusedHere(boolean mayBeLeft, String sentence) {
        refused.put(replacing.host().name(), mayBeLeft);
        placed = false;
        if (++refusals > MOST_REFUSALS) {
            throw AutodockException.of(
                    ProblemCode.FAILED, replacing.hostname() + " was refused " + refusals + " times: " + sentence);
        }
    }

    void givenUp(boolean mayBeLeft) {
        refused.put(replacing.host().name(), mayBeLeft);
        placed = false;
    }
}
