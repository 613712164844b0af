package io.autodock.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineState.Answers;
import io.autodock.cluster.EngineState.Silent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveClusterWatchTest {

    private static final Answers ENGINE = new Answers("20.10.24", "1.41");
    private static final HostFacts BY_MINION = new HostFacts(5.25, 2, 4096, "minion");
    private static final HostFacts BY_ENGINE = new HostFacts(0, 2, 4096, "engine");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final HostServer first = host("dldocker01");
    private final HostServer second = host("dldocker02");

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aHostIsSeenWithItsLoadItsEngineAndItsFailures() {
        LiveClusterWatch watch = watch(new Engines(), hosts -> Map.of("dldocker01", BY_MINION), Duration.ofSeconds(5));
        assertEquals(
                List.of(
                        new HostView(first, Optional.of(BY_MINION), ENGINE, 0),
                        new HostView(second, Optional.of(BY_ENGINE), ENGINE, 3)),
                watch.look());
    }

    @Test
    void anEngineThatHangsIsSilentAndHoldsUpNobody() {
        Engines engines = new Engines() {
            @Override
            public EngineState state(HostServer host) {
                if (host.equals(first)) {
                    throw hang();
                }
                return super.state(host);
            }
        };
        List<HostView> seen =
                watch(engines, hosts -> Map.of(), Duration.ofMillis(300)).look();
        assertEquals(
                new Silent("its engine did not answer within 300 ms"),
                seen.get(0).engine());
        assertEquals(ENGINE, seen.get(1).engine());
    }

    @Test
    void anEngineWhoseAnswerIsAnErrorIsSilent() {
        Engines engines = new Engines() {
            @Override
            public EngineState state(HostServer host) {
                throw new IllegalStateException("broken");
            }
        };
        assertTrue(watch(engines, hosts -> Map.of(), Duration.ofSeconds(5)).look().stream()
                .allMatch(view -> view.engine() instanceof Silent));
    }

    @Test
    void aMasterThatHangsLeavesTheEnginesOwnFacts() {
        LoadSource master = hosts -> {
            throw hang();
        };
        LiveClusterWatch watch = watch(new Engines(), master, Duration.ofMillis(300));
        assertEquals(
                List.of(Optional.of(BY_ENGINE), Optional.of(BY_ENGINE)),
                watch.look().stream().map(HostView::facts).toList());
    }

    private LiveClusterWatch watch(EngineProbe engines, LoadSource loads, Duration limit) {
        return new LiveClusterWatch(new Directory(), engines, loads, new Failures(), threads, limit);
    }

    private IllegalStateException hang() {
        try {
            never.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("ended");
    }

    private static HostServer host(String name) {
        return new HostServer(name, name, new EngineEndpoint.MutualTls(name, 2376), name, Map.of(), true);
    }

    private static class Engines implements EngineProbe {

        @Override
        public EngineState state(HostServer host) {
            return ENGINE;
        }

        @Override
        public Optional<HostFacts> facts(HostServer host) {
            return Optional.of(BY_ENGINE);
        }
    }

    private final class Directory implements HostDirectory {

        @Override
        public List<HostServer> list() {
            return List.of(first, second);
        }

        @Override
        public Optional<HostServer> find(String name) {
            return list().stream().filter(host -> host.name().equals(name)).findFirst();
        }

        @Override
        public void add(HostServer host) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Failures implements FailureLog {

        @Override
        public void failed(String hostServer, String sentence) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Integer> recent() {
            return Map.of("dldocker02", 3);
        }
    }
}
