package io.autodock.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The line to one engine, as a docker-java transport that everything goes through, Camel's endpoints included: a bounded
 * number of calls at once, a hard time limit on each, a sign of life before a call when the engine has not answered just
 * now, and a fast "no" while it is known to be silent, so that a hung engine holds no threads.
 */
final class EngineLine implements DockerHttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HostServer host;
    private final EngineConnections connections;
    private final EngineLimits limits;
    private final EngineThreads threads;
    private final Semaphore places;
    private final Map<Patience, DockerHttpClient> transports = new EnumMap<>(Patience.class);
    private final DockerClient client;

    private volatile @Nullable Seen seen;
    private @Nullable CompletableFuture<EngineState> underway;

    /** What was seen, and when ({@link System#nanoTime()}). */
    private record Seen(EngineState state, long at) {
        boolean youngerThan(Duration age) {
            return System.nanoTime() - at < age.toNanos();
        }
    }

    EngineLine(HostServer host, EngineConnections connections, EngineLimits limits, EngineThreads threads) {
        this.host = host;
        this.connections = connections;
        this.limits = limits;
        this.threads = threads;
        this.places = new Semaphore(limits.callsAtOnce(), true);
        this.client = DockerClientImpl.getInstance(connections.configuration(host.engine()), this);
    }

    /** docker-java over this line. */
    DockerClient client() {
        return client;
    }

    /** What the engine answered, at most so long ago; callers at the same time share one question. Never throws. */
    EngineState state(Duration age) {
        Seen last = seen;
        return last != null && last.youngerThan(age) ? last.state() : answerOf(probeUnderway());
    }

    @Override
    public Response execute(Request request) {
        EngineState state = state(limits.fresh());
        if (state instanceof EngineState.Silent silent) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, silent.sentence());
        }
        if (state instanceof EngineState.Unusable unusable) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, unusable.sentence());
        }
        Response response = call(Patience.of(request.path()), request);
        seen = new Seen(state, System.nanoTime());
        return response;
    }

    @Override
    public void close() throws IOException {
        synchronized (transports) {
            for (DockerHttpClient transport : transports.values()) {
                transport.close();
            }
            transports.clear();
        }
    }

    private synchronized CompletableFuture<EngineState> probeUnderway() {
        CompletableFuture<EngineState> probe = underway;
        if (probe == null) {
            probe = CompletableFuture.supplyAsync(this::probe, threads.workers());
            underway = probe;
        }
        return probe;
    }

    private EngineState answerOf(CompletableFuture<EngineState> probe) {
        try {
            return probe.get(2 * limits.quick().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new EngineState.Silent(where() + " was not waited for");
        } catch (ExecutionException | TimeoutException late) {
            return silent(limits.quick());
        }
    }

    private EngineState probe() {
        EngineState state;
        try {
            state = versionAnswer();
        } catch (AutodockException failure) {
            state = new EngineState.Silent(failure.sentence());
        } catch (IOException | RuntimeException failure) {
            state = new EngineState.Silent(where() + " answers nothing that can be read: " + failure.getMessage());
        }
        synchronized (this) {
            seen = new Seen(state, System.nanoTime());
            underway = null;
        }
        return state;
    }

    private EngineState versionAnswer() throws IOException {
        Request request =
                Request.builder().method(Request.Method.GET).path("/version").build();
        try (Response response = send(Patience.QUICK, request);
                InputStream body = response.getBody()) {
            JsonNode version = JSON.readTree(body);
            return ApiRange.read(version)
                    .judge(host.name(), version.path("Version").asText(""));
        }
    }

    /** An ordinary call takes one of the engine's places; a probe does not, or a hung engine could not be found alive again. */
    private Response call(Patience patience, Request request) {
        try {
            if (!places.tryAcquire(patience.silence(limits).toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable(patience.silence(limits));
            }
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        try {
            return send(patience, request);
        } finally {
            places.release();
        }
    }

    private Response send(Patience patience, Request request) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Future<?> work = threads.workers().submit(() -> exchange(patience, request, answer));
        try {
            Response response = answer.get(patience.silence(limits).toMillis(), TimeUnit.MILLISECONDS);
            return new LimitedResponse(response, threads.closing(response, patience.whole(limits)));
        } catch (TimeoutException late) {
            abandon(answer, work);
            throw unavailable(patience.silence(limits));
        } catch (InterruptedException interrupted) {
            abandon(answer, work);
            throw interrupted();
        } catch (ExecutionException failed) {
            seen = null;
            throw broken(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private AutodockException broken(Throwable cause) {
        return cause instanceof AutodockException known
                ? known
                : AutodockException.caused(ProblemCode.UNAVAILABLE, where() + " " + connections.reason(cause), cause);
    }

    private void exchange(Patience patience, Request request, CompletableFuture<Response> answer) {
        try {
            Response response = transport(patience).execute(request);
            if (!answer.complete(response)) {
                response.close();
            }
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Interrupting the worker also ends a read from a unix socket, which knows no time limit of its own. */
    private void abandon(CompletableFuture<Response> answer, Future<?> work) {
        seen = null;
        if (!answer.cancel(false) && !answer.isCompletedExceptionally()) {
            answer.join().close();
        }
        work.cancel(true);
    }

    private DockerHttpClient transport(Patience patience) {
        synchronized (transports) {
            return transports.computeIfAbsent(
                    patience,
                    each -> connections.open(
                            host.engine(), limits.quick(), each.silence(limits), limits.callsAtOnce()));
        }
    }

    private AutodockException unavailable(Duration limit) {
        return AutodockException.of(ProblemCode.UNAVAILABLE, silent(limit).sentence());
    }

    private EngineState.Silent silent(Duration limit) {
        return new EngineState.Silent(where() + " did not answer within " + limit.toMillis() / 1000.0 + " s");
    }

    private AutodockException interrupted() {
        Thread.currentThread().interrupt();
        return AutodockException.of(ProblemCode.UNAVAILABLE, where() + " was not waited for: Autodock is stopping");
    }

    private String where() {
        return "host server " + host.name() + ": its Docker Engine at "
                + host.engine().written();
    }
}
