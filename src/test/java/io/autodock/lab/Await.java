package io.autodock.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, not for a time. */
public final class Await {

    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private Await() {}

    /** Until the condition holds; a condition that throws does not hold yet. Fails after the limit. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            CompletableFuture.runAsync(() -> {}, SOON).join();
        }
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what, last);
    }
}
