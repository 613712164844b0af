package io.autodock.announce.salt;

import io.autodock.announce.Announcer;
import io.autodock.announce.ClusterEvent;
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
    private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(QUEUE);
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
        put(Map.of("request", event.request(), "state", event.state(), "data", event.data()));
    }

    /** Tells of a host server: {@code autodock/TOPIC}. */
    public void announceCluster(ClusterEvent event) {
        put(Map.of("topic", event.topic(), "data", event.data()));
    }

    private void put(Map<String, Object> event) {
        if (!waiting.offer(event) && dropped.getAndIncrement() == 0) {
            LOG.warn("{} events wait for the Salt bus: newer ones are dropped, from {}", QUEUE, name(event));
        }
    }

    private static String name(Map<String, Object> event) {
        return event.containsKey("topic")
                ? String.valueOf(event.get("topic"))
                : "request " + event.get("request") + " " + event.get("state");
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
                Map<String, Object> first = waiting.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    deliver(batch(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Map<String, Object>> batch(Map<String, Object> first) throws InterruptedException {
        List<Map<String, Object>> batch = new ArrayList<>(List.of(first));
        long until = System.nanoTime() + GATHER.toNanos();
        while (batch.size() < BATCH) {
            Map<String, Object> next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void deliver(List<Map<String, Object>> batch) throws InterruptedException {
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

    private void fire(List<Map<String, Object>> events) {
        int fired = salt.runner("announce", Map.of("events", events)).asInt();
        if (fired < events.size()) {
            LOG.warn("the Salt master fired {} of {} events", fired, events.size());
        }
    }

    private void tellDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            LOG.warn("{} events were not announced on the Salt bus: too many waited", count);
        }
    }

    private static void giveUp(List<Map<String, Object>> batch, AutodockException cause) {
        batch.forEach(event -> LOG.warn("not announced on the Salt bus: {}: {}", name(event), cause.sentence()));
    }
}
