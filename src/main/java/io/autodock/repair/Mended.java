package io.autodock.repair;

/**
 * What became of one finding.
 *
 * @param line the line of the report
 * @param succeeded whether it is mended
 */
public record Mended(String line, boolean succeeded) {}
