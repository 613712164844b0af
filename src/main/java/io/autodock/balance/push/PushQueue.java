package io.autodock.balance.push;

import io.autodock.formation.FormationId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The changes that wait for one balancer. What is asked for within one window goes together, and what is asked for while a
 * change is under way goes with the next: many changes cost one reload.
 */
final class PushQueue {

    private final Duration window;
    private final Executor executor;
    private final Function<Set<FormationId>, Map<FormationId, BalancerAnswer>> push;
    private Map<FormationId, CompletableFuture<BalancerAnswer>> waiting = new TreeMap<>();
    private boolean busy;

    /**
     * @param window how long the first change waits for others
     * @param push makes the changes of these formations, and tells what became of each
     */
    PushQueue(Duration window, Executor executor, Function<Set<FormationId>, Map<FormationId, BalancerAnswer>> push) {
        this.window = window;
        this.executor = executor;
        this.push = push;
    }

    /** Asks for a change; the answer comes once a change that began after this call is made. */
    synchronized CompletableFuture<BalancerAnswer> ask(FormationId id) {
        CompletableFuture<BalancerAnswer> answer = waiting.computeIfAbsent(id, first -> new CompletableFuture<>());
        if (!busy) {
            busy = true;
            beginLater();
        }
        return answer;
    }

    private void beginLater() {
        CompletableFuture.delayedExecutor(window.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(this::round);
    }

    private void round() {
        Map<FormationId, CompletableFuture<BalancerAnswer>> batch = taken();
        try {
            Map<FormationId, BalancerAnswer> answers = push.apply(batch.keySet());
            batch.forEach((id, waiter) ->
                    waiter.complete(answers.getOrDefault(id, new BalancerAnswer.Silent("it was not told of " + id))));
        } catch (RuntimeException failure) {
            batch.values().forEach(waiter -> waiter.completeExceptionally(failure));
        } finally {
            goOn();
        }
    }

    private synchronized Map<FormationId, CompletableFuture<BalancerAnswer>> taken() {
        Map<FormationId, CompletableFuture<BalancerAnswer>> batch = waiting;
        waiting = new TreeMap<>();
        return batch;
    }

    private synchronized void goOn() {
        busy = !waiting.isEmpty();
        if (busy) {
            beginLater();
        }
    }
}
