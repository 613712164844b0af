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

/**
 * Pulls: shared by those who want the same image on the same host at the same time, tried a few times with growing
 * pauses, and not tried again for a request that was already told no: an orchestrator that pulls gigabytes again and
 * again onto a full disk makes things worse.
 */
final class ImagePulls {

    private static final int REMEMBERED = 1_000;

    /** Asking again does not help. */
    private static final Pattern FINAL = Pattern.compile(
            "no space left on device|not found|manifest unknown|unauthorized|denied|no basic auth|invalid reference");

    private final EngineLines lines;
    private final Map<Wanted, CompletableFuture<Optional<String>>> underway = new ConcurrentHashMap<>();
    private final Map<Refusal, String> refusals = new LinkedHashMap<>();

    private record Wanted(EngineEndpoint engine, String image) {}

    private record Refusal(Wanted wanted, String request) {}

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
        if (holds(host, image)) {
            return;
        }
        if (!image.pullable()) {
            throw refused(host, image, "no registry has it, and it is not there");
        }
        Refusal refusal = new Refusal(new Wanted(host.engine(), image.reference()), request);
        Optional<String> said = saidBefore(refusal).or(() -> shared(host, image, refusal.wanted()));
        if (said.isPresent()) {
            remember(refusal, said.get());
            throw refused(host, image, said.get());
        }
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

    private Optional<String> saidBefore(Refusal refusal) {
        synchronized (refusals) {
            return Optional.ofNullable(refusals.get(refusal));
        }
    }

    private void remember(Refusal refusal, String said) {
        synchronized (refusals) {
            refusals.put(refusal, said);
            if (refusals.size() > REMEMBERED) {
                Iterator<Refusal> oldest = refusals.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
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
