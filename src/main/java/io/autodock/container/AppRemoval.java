package io.autodock.container;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The steps of {@code routes/steps/remove-app.camel.yaml} that look and judge; the route holds their order. */
public final class AppRemoval {

    private final Engines engines;
    private final Clock clock;
    private final Duration limit;

    /** @param limit how long a removal may take, the engine's own part included */
    public AppRemoval(Engines engines, Clock clock, Duration limit) {
        this.engines = engines;
        this.clock = clock;
        this.limit = limit;
    }

    /** Until when a removal is tried. */
    public Instant deadline() {
        return clock.instant().plus(limit);
    }

    /** What is left of the app's container. */
    public Remains look(RemoveOrder order, Instant deadline) {
        return Remains.of(
                order,
                engines.find(order.host(), order.hostname()),
                clock.instant().isBefore(deadline));
    }

    /** Seconds that a container is given to end by itself: its own, else the usual. */
    public int stopSeconds(Remains remains, int usual) {
        return remains instanceof Remains.Runs runs ? runs.stopTimeout().orElse(usual) : usual;
    }

    /** The end of a removal: the container's volumes go too where the order says so. */
    public RemoveOutcome finish(RemoveOrder order, Remains remains) {
        if (remains instanceof Remains.Stuck stuck) {
            return new RemoveOutcome.StillThere(order.hostname(), stuck.sentence());
        }
        if (order.removeVolumes()) {
            engines.dropVolumes(order);
        }
        return new RemoveOutcome.Removed(order.hostname());
    }

    /** The outcome of a failure. */
    public RemoveOutcome failed(RemoveOrder order, EngineFailure failure) {
        if (failure instanceof EngineFailure.Silent silent) {
            return new RemoveOutcome.Unknown(order.hostname(), silent.sentence());
        }
        return new RemoveOutcome.StillThere(
                order.hostname(),
                "host server " + order.host().name() + " does not remove " + order.hostname() + ": "
                        + failure.sentence());
    }
}
