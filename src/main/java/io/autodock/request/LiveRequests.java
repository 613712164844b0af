package io.autodock.request;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Requests that this instance carries out, as far as they have come, app by app. etcd learns of a whole stage at a time,
 * so that its cost does not grow with the apps; who follows a request here sees every app.
 */
public final class LiveRequests {

    private final Map<RequestId, Request> requests = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Boolean> changed = new CompletableFuture<>();

    /** The request as it stands now; begins to follow it. */
    public void put(Request request) {
        requests.put(request.id(), request);
        tell();
    }

    /** Changes a request that is followed; nothing happens to one that is not. */
    public void change(RequestId id, UnaryOperator<Request> change) {
        requests.computeIfPresent(id, (key, request) -> change.apply(request));
        tell();
    }

    /** Ends following: what there is to know is in etcd. */
    public void remove(RequestId id) {
        requests.remove(id);
        tell();
    }

    /** A request that this instance carries out. */
    public Optional<Request> find(RequestId id) {
        return Optional.ofNullable(requests.get(id));
    }

    /** How many requests this instance carries out. */
    public int size() {
        return requests.size();
    }

    /** Returns at the next change of any request, or when the time is over. */
    public void awaitChange(Duration atMost) {
        try {
            changed.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // Nothing changed in time: the caller looks again.
            return;
        }
    }

    private synchronized void tell() {
        CompletableFuture<Boolean> awaited = changed;
        changed = new CompletableFuture<>();
        awaited.complete(true);
    }
}
