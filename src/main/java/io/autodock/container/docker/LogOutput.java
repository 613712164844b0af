package io.autodock.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.autodock.console.LogLine;
import io.autodock.console.LogQuery;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gathers the end of a container's output, each line with the engine's time stamp before it. */
final class LogOutput extends ResultCallback.Adapter<Frame> {

    private static final int MOST_CHARACTERS = 2 << 20;

    private final String hostname;
    private final LogQuery query;
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private int characters;

    LogOutput(String hostname, LogQuery query) {
        this.hostname = hostname;
        this.query = query;
    }

    @Override
    public synchronized void onNext(Frame frame) {
        String stream = frame.getStreamType() == StreamType.STDERR ? "stderr" : "stdout";
        new String(frame.getPayload(), StandardCharsets.UTF_8).lines().forEach(line -> take(stream, line));
    }

    private void take(String stream, String line) {
        int blank = line.indexOf(' ');
        Instant at = time(blank < 0 ? line : line.substring(0, blank));
        if (query.after().isPresent() && !at.isAfter(query.after().get())) {
            return;
        }
        LogLine read = new LogLine(hostname, at, stream, blank < 0 ? "" : line.substring(blank + 1));
        lines.add(read);
        characters += read.text().length();
        while (lines.size() > query.tail() || characters > MOST_CHARACTERS) {
            characters -= lines.remove().text().length();
        }
    }

    private static Instant time(String stamp) {
        try {
            return Instant.parse(stamp);
        } catch (DateTimeParseException without) {
            return Instant.EPOCH;
        }
    }

    /** All lines, once the engine has sent them. */
    List<LogLine> lines(Duration limit) {
        try {
            if (!awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw AutodockException.of(
                        ProblemCode.UNAVAILABLE, "the output of " + hostname + " did not come in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE, "the output of " + hostname + " was not waited for: Autodock is stopping");
        }
        synchronized (this) {
            return List.copyOf(lines);
        }
    }
}
