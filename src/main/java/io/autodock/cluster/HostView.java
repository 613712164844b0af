package io.autodock.cluster;

import java.util.Optional;

/**
 * One host server as seen now: its record, its facts where they are fresh, and its engine.
 *
 * @param recentFailures failures on it in the last 10 minutes
 */
public record HostView(HostServer host, Optional<HostFacts> facts, EngineState engine, int recentFailures) {}
