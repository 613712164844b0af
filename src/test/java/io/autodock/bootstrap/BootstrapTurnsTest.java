package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BootstrapTurnsTest {

    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void so_many_at_once_on_a_host_and_no_more() throws Exception {
        assertEquals(3, mostAtOnce(3, new BootstrapTurns(host -> 3), false));
    }

    @Test
    void one_at_once_at_an_sshd() throws Exception {
        assertEquals(1, mostAtOnce(1, new BootstrapTurns(host -> 3), true));
    }

    @Test
    void a_host_without_known_cores_still_takes_one() throws Exception {
        assertEquals(1, mostAtOnce(1, new BootstrapTurns(host -> 0), false));
    }

    private int mostAtOnce(int expected, BootstrapTurns turns, boolean sameSshd) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            BootstrapOrder order = Orders.plain("clweb00" + i, sameSshd ? 9023 : 9023 + i);
            all.add(people.submit(() -> work(turns, order, go)));
        }
        Await.until("all that may enter work", Duration.ofSeconds(10), () -> working.get() == expected);
        go.countDown();
        for (Future<?> one : all) {
            one.get(10, TimeUnit.SECONDS);
        }
        people.shutdown();
        assertTrue(people.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(0, turns.busy());
        return most.get();
    }

    private Void work(BootstrapTurns turns, BootstrapOrder order, CountDownLatch go) throws InterruptedException {
        turns.enter(order);
        try {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            go.await();
            working.decrementAndGet();
        } finally {
            turns.leave(order);
        }
        return null;
    }
}
