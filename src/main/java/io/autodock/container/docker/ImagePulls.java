package io.autodock.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.container.PinnedImage;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pulls: shared by those who want the same image on the same host at the same time, tried a few times with growing
 * pauses, and asked for once per host and request: an orchestrator that pulls gigabytes again and again onto a full disk
 * makes things worse.
 */
final class ImagePulls {

    private static final int REMEMBERED = 1_000;

    /** Asking again does not help. */
    private static final Pattern FINAL = Pattern.compile(
            "no space left on device|not found|manifest unknown|unauthorized|denied|no basic auth|invalid reference");

    private final EngineLines lines;
    private final Map<Wanted, CompletableFuture<Optional<String>>> underway = new ConcurrentHashMap<>();
    private final Map<Asked, CompletableFuture<Optional<String>>> answers = new LinkedHashMap<>();

    private record Wanted(EngineEndpoint engine, String image) {}

    private record Asked(Wanted wanted, String request) {}

    ImagePulls(EngineLines lines) {
        this.lines = lines;
    }

    boolean holds(HostServer host, PinnedImage image) {
        try {
            lines.client(host).inspectImageCmd(image.reference()).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    void pull(HostServer host, PinnedImage image, String request) {
        Asked asked = new Asked(new Wanted(host.engine(), image.reference()), request);
        answer(host, image, asked).ifPresent(why -> {
            throw refused(host, image, why);
        });
    }

    /** What this request was told, or is told now; an engine that fell silent told nothing. */
    private Optional<String> answer(HostServer host, PinnedImage image, Asked asked) {
        CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<String>> first = remember(asked, mine);
        if (first != null) {
            return joined(first);
        }
        try {
            mine.complete(had(host, image, asked.wanted()));
        } catch (RuntimeException silent) {
            forget(asked);
            mine.completeExceptionally(silent);
        }
        return joined(mine);
    }

    /** Empty when the host holds the image now, else why not. */
    private Optional<String> had(HostServer host, PinnedImage image, Wanted wanted) {
        if (holds(host, image)) {
            return Optional.empty();
        }
        return image.pullable() ? shared(host, image, wanted) : Optional.of("no registry has it, and it is not there");
    }

    private Optional<String> shared(HostServer host, PinnedImage image, Wanted wanted) {
        CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<String>> first = underway.putIfAbsent(wanted, mine);
        if (first != null) {
            return joined(first);
        }
        try {
            mine.complete(holds(host, image) ? Optional.empty() : tried(host, image));
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
        } finally {
            underway.remove(wanted);
        }
        return joined(mine);
    }

    private static Optional<String> joined(CompletableFuture<Optional<String>> pull) {
        try {
            return pull.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** Empty when the host holds the image now, else what the last try said. */
    private Optional<String> tried(HostServer host, PinnedImage image) {
        Iterator<Duration> pauses = lines.limits().pullPauses().iterator();
        while (true) {
            Optional<String> error = once(host, image);
            if (error.isEmpty() || FINAL.matcher(error.get()).find() || !pauses.hasNext()) {
                return error;
            }
            pause(pauses.next());
        }
    }

    private Optional<String> once(HostServer host, PinnedImage image) {
        Progress progress = new Progress();
        try {
            lines.client(host).pullImageCmd(image.reference()).exec(progress);
            if (!progress.awaitCompletion(lines.limits().pull().toMillis(), TimeUnit.MILLISECONDS)) {
                progress.close();
                return Optional.of(
                        "it took longer than " + lines.limits().pull().toSeconds() + " s");
            }
            if (progress.error().isPresent()) {
                return progress.error();
            }
            return holds(host, image) ? Optional.empty() : Optional.of("the pull ended without the image");
        } catch (DockerException answer) {
            return Optional.of(EngineFailures.message(answer.getMessage()));
        } catch (InterruptedException interrupted) {
            throw stopping();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private static void pause(Duration pause) {
        Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }

    private static AutodockException stopping() {
        Thread.currentThread().interrupt();
        return AutodockException.of(ProblemCode.UNAVAILABLE, "a pull was given up: Autodock is stopping");
    }

    private @Nullable CompletableFuture<Optional<String>> remember(
            Asked asked, CompletableFuture<Optional<String>> answer) {
        synchronized (answers) {
            CompletableFuture<Optional<String>> first = answers.putIfAbsent(asked, answer);
            if (answers.size() > REMEMBERED) {
                Iterator<Asked> oldest = answers.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            return first;
        }
    }

    private void forget(Asked asked) {
        synchronized (answers) {
            answers.remove(asked);
        }
    }

    private static AutodockException refused(HostServer host, PinnedImage image, String why) {
        return AutodockException.of(
                ProblemCode.FAILED,
                "host server " + host.name() + " cannot pull image \"" + image.written() + "\": " + why);
    }

    /** An engine reports most errors of a pull inside the stream of its progress, after it has answered 200. */
    private static final class Progress extends ResultCallback.Adapter<PullResponseItem> {

        private volatile Optional<String> error = Optional.empty();

        @Override
        public void onNext(PullResponseItem item) {
            ResponseItem.ErrorDetail detail = item.getErrorDetail();
            if (detail != null && detail.getMessage() != null) {
                error = Optional.of(detail.getMessage());
            }
        }

        Optional<String> error() {
            return error;
        }
    }
}
