package io.autodock.cluster;

/**
 * What was measured on a host server.
 *
 * @param load15 the 15-minute load average
 * @param cores at least 1
 * @param memoryMegabytes all of the host's memory
 * @param source who told it: {@code minion} or {@code engine} (an engine tells no load: then load15 is 0)
 */
public record HostFacts(double load15, int cores, long memoryMegabytes, String source) {}
