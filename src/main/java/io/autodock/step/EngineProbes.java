package io.autodock.step;

import io.autodock.cluster.EngineProbe;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.problem.AutodockException;
import java.util.Optional;

/** The engines, asked about their hosts. */
public record EngineProbes(Engines engines) implements EngineProbe {

    @Override
    public EngineState state(HostServer host) {
        return engines.state(host);
    }

    @Override
    public Optional<HostFacts> facts(HostServer host) {
        try {
            return Optional.of(engines.facts(host));
        } catch (AutodockException silent) {
            return Optional.empty();
        }
    }
}
