package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.command.ExecStartCmd;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import io.autodock.cluster.HostServer;
import io.autodock.console.AppConsole;
import io.autodock.console.ExecOutcome;
import io.autodock.console.Invocation;
import io.autodock.console.LogLine;
import io.autodock.console.LogQuery;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The inside of containers on real Docker Engines, over {@link EngineLines}. */
public final class DockerConsole implements AppConsole {

    /** An engine closes the streams of a command a moment before it knows how it ended. */
    private static final int LOOKS_FOR_THE_END = 40;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final EngineLines lines;

    /** Connects to nothing yet. */
    public DockerConsole(EngineLines lines) {
        this.lines = lines;
    }

    @Override
    public ExecOutcome exec(HostServer host, String containerId, Invocation invocation) {
        return said(host, () -> {
            String id = created(host, containerId, invocation);
            ExecOutput output = new ExecOutput();
            ExecStartCmd start = lines.client(host).execStartCmd(id);
            invocation.input().map(Secret::reveal).ifPresent(bytes -> start.withStdIn(new ByteArrayInputStream(bytes)));
            start.exec(output);
            return ended(output, invocation.limit()) ? output.ended(exitCode(host, id)) : output.stillRunning();
        });
    }

    private String created(HostServer host, String containerId, Invocation invocation) {
        ExecCreateCmd create = lines.client(host)
                .execCreateCmd(containerId)
                .withCmd(invocation.words().toArray(String[]::new))
                .withAttachStdin(invocation.input().isPresent())
                .withAttachStdout(true)
                .withAttachStderr(true);
        return create.exec().getId();
    }

    private static boolean ended(ExecOutput output, Duration limit) {
        try {
            if (output.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            output.close();
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AutodockException.of(ProblemCode.UNAVAILABLE, "a command was not waited for: Autodock is stopping");
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private int exitCode(HostServer host, String id) {
        DockerClient client = lines.client(host);
        for (int look = 0; look < LOOKS_FOR_THE_END; look++) {
            InspectExecResponse seen = client.inspectExecCmd(id).exec();
            Long code = seen.getExitCodeLong();
            if (code != null && !Boolean.TRUE.equals(seen.isRunning())) {
                return code.intValue();
            }
            CompletableFuture.runAsync(
                            () -> {},
                            CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS))
                    .join();
        }
        throw AutodockException.of(
                ProblemCode.FAILED, "host server " + host.name() + " does not tell how a command ended");
    }

    @Override
    public List<LogLine> logs(HostServer host, String hostname, LogQuery query) {
        return said(host, () -> {
            LogContainerCmd call = lines.client(host)
                    .logContainerCmd(hostname)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTimestamps(true)
                    .withTail(query.tail());
            query.after().ifPresent(after -> call.withSince((int) after.getEpochSecond()));
            LogOutput output = new LogOutput(hostname, query);
            call.exec(output);
            return output.lines(lines.limits().ordinary());
        });
    }

    @Override
    public void restart(HostServer host, String containerId, int grace) {
        said(host, () -> lines.client(host)
                .restartContainerCmd(containerId)
                .withTimeout(grace)
                .exec());
    }

    /** Has a call's failure told as Autodock's own. */
    private static <T> T said(HostServer host, Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException answer) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    "host server " + host.name() + ": " + EngineFailures.message(answer.getMessage()),
                    answer);
        }
    }
}
