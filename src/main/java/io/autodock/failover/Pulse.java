package io.autodock.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one host server's looks have come to. Pure.
 *
 * @param known signs that it has ever given: one that was never heard is none
 * @param silence there while the last looks heard nothing of what is known
 */
public record Pulse(Set<Sign> known, Optional<Silence> silence) {

    /**
     * A silence without a gap.
     *
     * @param since the first miss: when that look asked
     * @param until when the last look that missed had ended
     */
    public record Silence(Instant since, Instant until) {}

    public Pulse {
        known = Set.copyOf(known);
    }

    /**
     * Of a host server that nobody has looked at yet.
     *
     * @param known the signs that it gave in earlier times
     */
    public static Pulse unheard(Set<Sign> known) {
        return new Pulse(known, Optional.empty());
    }

    /**
     * The pulse after one more look.
     *
     * @param gap what may lie between two looks: after a longer one (this machine was halted) a silence begins anew
     */
    public Pulse after(Probe probe, Duration gap) {
        if (!probe.heard().isEmpty()) {
            EnumSet<Sign> more = EnumSet.copyOf(probe.heard());
            more.addAll(known);
            return new Pulse(more, Optional.empty());
        }
        if (known.isEmpty()) {
            return this;
        }
        Instant since = silence.filter(before -> !before.until().plus(gap).isBefore(probe.asked()))
                .map(Silence::since)
                .orElse(probe.asked());
        return new Pulse(known, Optional.of(new Silence(since, probe.ended())));
    }

    /** Whether the last look heard nothing. */
    public boolean isSilent() {
        return silence.isPresent();
    }

    /**
     * Whether the silence has lasted the whole grace, and was looked at to its end.
     *
     * @param look how long one look may take
     */
    public boolean isSilentFor(Duration grace, Duration look, Instant now) {
        return silence.filter(silent -> !now.isBefore(silent.since().plus(grace)))
                .filter(silent ->
                        !silent.until().isBefore(silent.since().plus(grace).minus(look)))
                .isPresent();
    }
}
