package io.autodock.cluster;

import java.util.Map;

/**
 * What was measured on a host server.
 *
 * @param load15 the 15-minute load average
 * @param cores at least 1
 * @param memoryMegabytes all of the host's memory
 * @param source who told it: {@code minion} or {@code engine} (an engine tells no load: then load15 is 0)
 * @param grains what the minion's grains say of the host, by name; an engine tells none
 */
public record HostFacts(double load15, int cores, long memoryMegabytes, String source, Map<String, String> grains) {

    /** The source that also tells the load. */
    public static final String MINION = "minion";

    public HostFacts {
        grains = Map.copyOf(grains);
    }

    /** Facts of somebody who tells no grains. */
    public HostFacts(double load15, int cores, long memoryMegabytes, String source) {
        this(load15, cores, memoryMegabytes, source, Map.of());
    }
}
