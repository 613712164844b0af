package io.autodock.bench;

import io.autodock.lab.RunningService;
import java.time.Duration;

/**
 * When a service is through with what it puts off while it works: minion keys are made anew only when none was taken for 20
 * seconds. Without waiting for that, the work would fall on whoever is measured next.
 */
final class Idleness {

    private static final Duration PUT_OFF = Duration.ofSeconds(21);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What its timers take in a second. */
    private static final Duration LITTLE = Duration.ofMillis(60);

    private static final int MOST_LOOKS = 60;

    private Idleness() {}

    /** Returns when the service has taken next to no processor time for a second, after the time in which it puts work off. */
    static void await(RunningService service) throws InterruptedException {
        Thread.sleep(PUT_OFF.toMillis());
        for (int look = 0; look < MOST_LOOKS; look++) {
            Duration before = processorTime(service);
            Thread.sleep(LOOK.toMillis());
            if (processorTime(service).minus(before).compareTo(LITTLE) < 0) {
                return;
            }
        }
        throw new IllegalStateException("the service does not come to rest");
    }

    private static Duration processorTime(RunningService service) {
        return service.handle().info().totalCpuDuration().orElseThrow();
    }
}
