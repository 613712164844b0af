package io.autodock.failover;

import io.autodock.cluster.HostLosses.HostLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is dead: a host server whose two signs have both been silent for the whole grace, unless its minion answers, and
 * unless too many are silent at once. A host with one sign alone is never taken for dead by it. Pure but for what it
 * remembers of silences that were too large.
 */
public final class HostJudge {

    /** After a silence that was too large, who stays silent is given this many graces to come back: powering up takes time. */
    static final int GRACES_AFTER_A_LARGE_SILENCE = 20;

    private static final int FEWEST_DOUBTED = 2;
    private static final int SHARE_DOUBTED = 3;

    private final Duration grace;
    private final Duration look;
    private final Map<String, Instant> doubted = new HashMap<>();

    /**
     * One host server, as the judge sees it.
     *
     * @param minion what its minion was last heard to say during this silence
     * @param lost whether it stands as lost already
     */
    public record Seen(String hostServer, Pulse pulse, MinionWord minion, boolean lost) {}

    /**
     * @param grace how long all must be silent
     * @param look how long one look may take
     */
    public HostJudge(Duration grace, Duration look) {
        this.grace = grace;
        this.look = look;
    }

    /** What is to be made of what is seen now. */
    public Judgement judge(List<Seen> hosts, Instant now) {
        List<Seen> known =
                hosts.stream().filter(host -> !host.pulse().known().isEmpty()).toList();
        Set<String> silent = new TreeSet<>();
        known.stream().filter(host -> host.pulse().isSilent()).forEach(host -> silent.add(host.hostServer()));
        doubted.keySet().retainAll(silent);
        boolean anyForTheWholeGrace =
                known.stream().anyMatch(host -> !host.lost() && host.pulse().isSilentFor(grace, look, now));
        if (!anyForTheWholeGrace) {
            return new Judgement.Calm();
        }
        return isTooMany(silent.size(), known.size()) ? doubt(silent, known.size(), now) : dead(known, now);
    }

    /** Two or more, and over a third. */
    static boolean isTooMany(int silent, int of) {
        return silent >= FEWEST_DOUBTED && silent * SHARE_DOUBTED > of;
    }

    private Judgement doubt(Set<String> silent, int of, Instant now) {
        silent.forEach(host -> doubted.put(host, now));
        return new Judgement.Doubted(
                silent,
                silent.size() + " of " + of + " host servers look dead at once (" + String.join(", ", silent)
                        + "), which is over a third: this service may be the one that is cut off, so nothing moves");
    }

    private Judgement dead(List<Seen> known, Instant now) {
        List<HostLoss> losses = new ArrayList<>();
        Map<String, Seen> inOrder = new TreeMap<>();
        known.forEach(host -> inOrder.put(host.hostServer(), host));
        inOrder.values().stream()
                .filter(host -> !host.lost() && isDead(host, now))
                .forEach(host -> losses.add(loss(host)));
        return losses.isEmpty() ? new Judgement.Calm() : new Judgement.Dead(losses);
    }

    private boolean isDead(Seen host, Instant now) {
        return host.pulse().isSilentFor(grace, look, now)
                && host.minion() != MinionWord.ANSWERS
                && hasTwoSigns(host)
                && !isDoubted(host.hostServer(), now);
    }

    /** A minion that is known to be silent is a second sign where there is only one other; else it only has a veto. */
    private static boolean hasTwoSigns(Seen host) {
        return host.pulse().known().size() > 1
                || (host.pulse().known().contains(Sign.SSHD) && host.minion() == MinionWord.SILENT);
    }

    private boolean isDoubted(String host, Instant now) {
        Instant at = doubted.get(host);
        return at != null && now.isBefore(at.plus(grace.multipliedBy(GRACES_AFTER_A_LARGE_SILENCE)));
    }

    private HostLoss loss(Seen host) {
        Instant since = host.pulse().silence().map(Pulse.Silence::since).orElseThrow();
        String signs =
                host.pulse().known().size() > 1 ? "its engine and its sshd have" : "its sshd and its minion have";
        return new HostLoss(host.hostServer(), since, signs + " been silent for " + grace.toMillis() / 1000.0 + " s");
    }
}
