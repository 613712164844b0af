package io.autodock.console;

import java.time.Instant;

/**
 * One line of an app's output.
 *
 * @param at when the engine took it
 * @param stream {@code stdout} or {@code stderr}
 */
public record LogLine(String hostname, Instant at, String stream, String text) {}
