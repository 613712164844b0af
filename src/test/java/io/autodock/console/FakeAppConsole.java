package io.autodock.console;

import io.autodock.cluster.HostServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The inside of containers in memory: every command ends as the test says, and every app has written one line. */
public final class FakeAppConsole implements AppConsole {

    private final List<String> calls = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private int exitCode;

    /** Commands end with that code from now on. */
    public void endWith(int code) {
        exitCode = code;
    }

    /** {@code exec ID WORDS} and {@code restart ID GRACE}, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** What commands read, in order. */
    public List<String> inputs() {
        return List.copyOf(inputs);
    }

    @Override
    public ExecOutcome exec(HostServer host, String containerId, Invocation invocation) {
        calls.add("exec " + containerId + " " + String.join(" ", invocation.words()));
        invocation.input().ifPresent(input -> inputs.add(new String(input.reveal(), StandardCharsets.UTF_8)));
        return new ExecOutcome.Ended(exitCode, "", exitCode == 0 ? "" : "it failed\n");
    }

    @Override
    public List<LogLine> logs(HostServer host, String hostname, LogQuery query) {
        return List.of(new LogLine(hostname, Instant.EPOCH, "stdout", "hello"));
    }

    @Override
    public void restart(HostServer host, String containerId, int grace) {
        calls.add("restart " + containerId + " " + grace);
    }
}
