package io.autodock.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares registries that refuse: after a refusal that may pass (nobody there, 401, 429, 5xx) a registry is not asked again
 * for a pause that doubles with each, whoever wants what from it; else an address that asks on and on is banned. Other
 * credentials end the pause, and so does an answer.
 */
public final class RegistryPauses {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /** One that has not been refused anything. */
    public RegistryPauses(Clock clock) {
        this.clock = clock;
    }

    private record Refusal(String reason, Optional<Credential> shown, Duration pause, Instant until) {}

    /** Why that registry is not asked now, in words; empty when it may be. */
    public Optional<String> standing(String registry, Optional<Credential> shown) {
        Instant now = clock.instant();
        return Optional.ofNullable(refusals.get(registry))
                .filter(refusal ->
                        refusal.until().isAfter(now) && refusal.shown().equals(shown))
                .map(refusal -> refusal.reason() + "; registry " + registry + " is asked again in "
                        + Math.max(1, Duration.between(now, refusal.until()).toSeconds()) + " s");
    }

    /** Notes a refusal; those at the same time count once. */
    public void refused(String registry, Optional<Credential> shown, String reason) {
        Instant now = clock.instant();
        refusals.compute(registry, (name, before) -> {
            if (before != null && before.until().isAfter(now) && before.shown().equals(shown)) {
                return before;
            }
            Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
            Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
            return new Refusal(reason, shown, bounded, now.plus(bounded));
        });
    }

    /** Notes that a registry gave what it was asked for. */
    public void answered(String registry) {
        refusals.remove(registry);
    }
}
