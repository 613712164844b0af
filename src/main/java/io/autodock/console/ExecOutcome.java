package io.autodock.console;

/** What became of a command in a container. Of what it wrote the last megabyte of each stream is kept. */
public sealed interface ExecOutcome {

    /** What it wrote to its standard output. */
    String out();

    /** What it wrote to its standard error. */
    String error();

    /** It ended. */
    record Ended(int exitCode, String out, String error) implements ExecOutcome {}

    /** It had not ended when its time was over, and may run on. */
    record StillRunning(String out, String error) implements ExecOutcome {}
}
