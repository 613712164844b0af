package io.autodock.balance.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.formation.FormationId;
import io.autodock.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes that go together, and changes that go with the next. */
class PushQueueTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Set<FormationId>> pushes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void whatIsAskedForWithinTheWindowGoesTogether() {
        PushQueue queue = new PushQueue(Duration.ofMillis(200), ForkJoinPool.commonPool(), this::push);
        List<CompletableFuture<BalancerAnswer>> asked = IntStream.range(0, 40)
                .mapToObj(number -> queue.ask(id("f" + number % 20)))
                .toList();
        asked.forEach(answer -> assertEquals(
                new BalancerAnswer.Serves(true),
                answer.orTimeout(10, TimeUnit.SECONDS).join()));
        assertEquals(1, pushes.size());
        assertEquals(20, pushes.get(0).size());
    }

    @Test
    void whatIsAskedForMeanwhileGoesWithTheNext() throws Exception {
        PushQueue queue = new PushQueue(Duration.ofMillis(1), ForkJoinPool.commonPool(), ids -> {
            underWay.countDown();
            await(mayEnd);
            return push(ids);
        });
        CompletableFuture<BalancerAnswer> first = queue.ask(id("a"));
        underWay.await(10, TimeUnit.SECONDS);
        CompletableFuture<BalancerAnswer> second = queue.ask(id("a"));
        CompletableFuture<BalancerAnswer> third = queue.ask(id("b"));
        mayEnd.countDown();
        Await.until("all are answered", LIMIT, () -> first.isDone() && second.isDone() && third.isDone());
        assertEquals(List.of(Set.of(id("a")), Set.of(id("a"), id("b"))), pushes);
    }

    @Test
    void aPushThatBreaksIsToldAndTheNextIsMade() {
        PushQueue queue = new PushQueue(Duration.ofMillis(1), ForkJoinPool.commonPool(), ids -> {
            if (ids.contains(id("broken"))) {
                throw new IllegalStateException("a bug");
            }
            return push(ids);
        });
        CompletableFuture<BalancerAnswer> broken = queue.ask(id("broken"));
        Await.until("it is told", LIMIT, broken::isCompletedExceptionally);
        assertEquals(
                new BalancerAnswer.Serves(true),
                queue.ask(id("a")).orTimeout(10, TimeUnit.SECONDS).join());
    }

    private Map<FormationId, BalancerAnswer> push(Set<FormationId> ids) {
        pushes.add(new TreeSet<>(ids));
        return ids.stream().collect(Collectors.toMap(id -> id, id -> new BalancerAnswer.Serves(true)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FormationId id(String name) {
        return FormationId.of("team1", name);
    }
}
