package io.autodock.balance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests at a steady rate through a balancer, each on a connection of its own, until it is closed. */
final class Load implements AutoCloseable {

    private static final int CALLERS = 24;

    private final LabBalancer balancer;
    private final String host;
    /** Never read: a caller notes its failures by itself. */
    private final List<Future<?>> beginning = new ArrayList<>();

    private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);
    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    Load(LabBalancer balancer, String host, int perSecond) {
        this.balancer = balancer;
        this.host = host;
        long period = CALLERS * Duration.ofSeconds(1).toNanos() / perSecond;
        for (int caller = 0; caller < CALLERS; caller++) {
            beginning.add(
                    callers.scheduleAtFixedRate(this::call, caller * period / CALLERS, period, TimeUnit.NANOSECONDS));
        }
    }

    private void call() {
        try {
            String body = balancer.body(host);
            if (body.startsWith("no: ")) {
                failures.add(body);
            }
            answers.merge(body, 1, Integer::sum);
        } catch (IOException e) {
            failures.add(e.toString());
        }
        answered.incrementAndGet();
    }

    /** How many requests have ended, well or not. */
    int ended() {
        return answered.get();
    }

    /** What went wrong, a line for each request. */
    List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** How often each app answered. */
    Map<String, Integer> answers() {
        return answers;
    }

    @Override
    public void close() {
        callers.shutdownNow();
        try {
            callers.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
