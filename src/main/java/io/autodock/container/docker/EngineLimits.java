package io.autodock.container.docker;

import java.time.Duration;
import java.util.List;

/**
 * How long an engine may take, and how much is asked of it at once.
 *
 * @param quick for a sign of life: connecting and {@code GET /version}
 * @param ordinary for one call, its answer read
 * @param registry for an answer that needs a registry, or the next piece of a pull
 * @param pull for a whole pull
 * @param fresh how long an answer vouches for the engine
 * @param callsAtOnce to one engine
 * @param pullPauses before the second try of a pull, before the third, …
 */
public record EngineLimits(
        Duration quick,
        Duration ordinary,
        Duration registry,
        Duration pull,
        Duration fresh,
        int callsAtOnce,
        List<Duration> pullPauses) {

    public EngineLimits {
        pullPauses = List.copyOf(pullPauses);
    }

    /** For real hosts. */
    public static EngineLimits field() {
        return new EngineLimits(
                Duration.ofMillis(2_500),
                Duration.ofSeconds(45),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30),
                Duration.ofSeconds(1),
                16,
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(8)));
    }

    /** For the lab: many hosts on one small machine, and faults that a test waits for. */
    public static EngineLimits lab() {
        return new EngineLimits(
                Duration.ofMillis(2_500),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                Duration.ofMinutes(3),
                Duration.ofSeconds(1),
                16,
                List.of(Duration.ofMillis(250), Duration.ofSeconds(1)));
    }
}
