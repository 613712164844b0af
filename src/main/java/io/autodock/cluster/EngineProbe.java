package io.autodock.cluster;

import java.util.Optional;

/** Asks a host server's engine whether it answers, and what it knows of its host. */
public interface EngineProbe {

    /** What the engine answers now; within 3 s. */
    EngineState state(HostServer host);

    /** The facts that an engine knows (cores, memory; no load); empty when it does not answer. */
    Optional<HostFacts> facts(HostServer host);
}
