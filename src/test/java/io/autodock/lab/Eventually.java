package io.autodock.lab;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what will become true by itself. */
public final class Eventually {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Eventually() {}

    /** Returns once it is true; fails the test when it is not in time. */
    public static void await(Duration limit, String what, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                fail("not within " + limit + ": " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            if (NEVER.await(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("never is never over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }
}
