package io.autodock.step;

import io.autodock.cluster.EngineProbe;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.problem.AutodockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The engines, asked about their hosts. How large a host is changes seldom, and an engine takes long to tell it. */
public final class EngineProbes implements EngineProbe {

    private final Engines engines;
    private final Duration fresh;
    private final Clock clock;
    private final Map<HostServer, Known> known = new ConcurrentHashMap<>();

    private record Known(HostFacts facts, Instant at) {}

    /** @param fresh how long an engine's facts are good for */
    public EngineProbes(Engines engines, Duration fresh, Clock clock) {
        this.engines = engines;
        this.fresh = fresh;
        this.clock = clock;
    }

    @Override
    public EngineState state(HostServer host) {
        return engines.state(host);
    }

    @Override
    public Optional<HostFacts> facts(HostServer host) {
        Known last = known.get(host);
        if (last != null && last.at().plus(fresh).isAfter(clock.instant())) {
            return Optional.of(last.facts());
        }
        try {
            HostFacts facts = engines.facts(host);
            known.put(host, new Known(facts, clock.instant()));
            return Optional.of(facts);
        } catch (AutodockException silent) {
            return Optional.empty();
        }
    }
}
