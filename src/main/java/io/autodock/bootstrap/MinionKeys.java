package io.autodock.bootstrap;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Minion key pairs kept ready, so that a burst of apps does not wait for as many key generations. What was taken is made
 * again only when nobody has asked for a while: a pair costs 0.15 s of a core, just when the apps need it.
 */
public final class MinionKeys implements AutoCloseable {

    private static final int BITS = 2048;

    private final BlockingQueue<MinionKeyPair> ready;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Duration quiet;
    private volatile long quietFrom;

    /**
     * Starts making keys in the background, one at a time, with a pause after each.
     *
     * @param readyAtMost how many are kept ready, at least 1
     * @param firstAfter leaves the start of the service alone
     * @param pause between two keys, so that the work never takes a core from the service
     * @param quiet how long after the last pair was taken others are made in its place
     */
    public MinionKeys(int readyAtMost, Duration firstAfter, Duration pause, Duration quiet) {
        this.quiet = quiet;
        quietFrom = System.nanoTime();
        ready = new ArrayBlockingQueue<>(readyAtMost);
        Thread maker = new Thread(() -> keepReady(firstAfter, pause), "minion-keys");
        maker.setDaemon(true);
        maker.start();
    }

    /** A fresh pair, given to nobody else: a ready one, or one made now. */
    public MinionKeyPair take() {
        quietFrom = System.nanoTime() + quiet.toNanos();
        MinionKeyPair pair = ready.poll();
        return pair == null ? generate() : pair;
    }

    /** How many are ready now. */
    public int ready() {
        return ready.size();
    }

    @Override
    public void close() {
        closing.countDown();
        ready.clear();
    }

    private void keepReady(Duration firstAfter, Duration pause) {
        try {
            boolean closed = closing.await(firstAfter.toMillis(), TimeUnit.MILLISECONDS) || closesBeforeQuiet();
            while (!closed) {
                ready.put(generate());
                closed = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS) || closesBeforeQuiet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closesBeforeQuiet() throws InterruptedException {
        long left = quietFrom - System.nanoTime();
        while (left > 0) {
            if (closing.await(left, TimeUnit.NANOSECONDS)) {
                return true;
            }
            left = quietFrom - System.nanoTime();
        }
        return false;
    }

    private static MinionKeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return MinionKeyPair.of(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
