package io.autodock.announce.salt;

import io.autodock.announce.Announcer;
import io.autodock.announce.RequestEvent;
import io.autodock.problem.AutodockException;
import io.autodock.salt.SaltApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces on the master's event bus as {@code autodock/request/ID/STATE}: what comes within a tenth of a second goes in one
 * call, in order. While salt-api is away a batch is tried again for a while, then told to the log instead; a full queue drops
 * the newest, and says so.
 */
public final class SaltBus implements Announcer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SaltBus.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 200;
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final SaltApi salt;
    private final Duration tryFor;
    private final Duration pause;
    private final BlockingQueue<RequestEvent> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread sender;

    /**
     * Starts to send.
     *
     * @param tryFor how long a batch is tried while salt-api is away
     * @param pause between two tries
     */
    public SaltBus(SaltApi salt, Duration tryFor, Duration pause) {
        this.salt = salt;
        this.tryFor = tryFor;
        this.pause = pause;
        this.sender = new Thread(this::send, "salt-bus");
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void announce(RequestEvent event) {
        if (!waiting.offer(event) && dropped.getAndIncrement() == 0) {
            LOG.warn(
                    "{} events wait for the Salt bus: newer ones are dropped, from request {} {}",
                    QUEUE,
                    event.request(),
                    event.state());
        }
    }

    /** Sends what waits, within two seconds, and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            sender.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.interrupt();
    }

    private void send() {
        try {
            while (closing.getCount() > 0 || !waiting.isEmpty()) {
                RequestEvent first = waiting.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    deliver(batch(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<RequestEvent> batch(RequestEvent first) throws InterruptedException {
        List<RequestEvent> batch = new ArrayList<>(List.of(first));
        long until = System.nanoTime() + GATHER.toNanos();
        while (batch.size() < BATCH) {
            RequestEvent next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void deliver(List<RequestEvent> batch) throws InterruptedException {
        long until = System.nanoTime() + tryFor.toNanos();
        while (true) {
            try {
                fire(batch);
                tellDropped();
                return;
            } catch (AutodockException e) {
                boolean stop = !e.code().retryable() || System.nanoTime() > until;
                if (stop || closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    giveUp(batch, e);
                    return;
                }
            }
        }
    }

    private void fire(List<RequestEvent> batch) {
        List<Map<String, Object>> events = batch.stream()
                .map(event -> Map.<String, Object>of(
                        "request", event.request(), "state", event.state(), "data", event.data()))
                .toList();
        int fired = salt.runner("announce", Map.of("events", events)).asInt();
        if (fired < batch.size()) {
            LOG.warn("the Salt master fired {} of {} events", fired, batch.size());
        }
    }

    private void tellDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            LOG.warn("{} events were not announced on the Salt bus: too many waited", count);
        }
    }

    private static void giveUp(List<RequestEvent> batch, AutodockException cause) {
        batch.forEach(event -> LOG.warn(
                "not announced on the Salt bus: request {} {}: {}", event.request(), event.state(), cause.sentence()));
    }
}
