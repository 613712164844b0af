package io.autodock.cli.http;

import io.autodock.cli.terminal.Console;
import java.util.Map;

/**
 * One run of the command line.
 *
 * @param console where it writes
 * @param environment the variables that it may read
 */
public record Session(Console console, Map<String, String> environment) {}
