package io.autodock.container.docker;

import static io.autodock.container.AppFixture.app;
import static io.autodock.container.AppFixture.tcp;
import static io.autodock.container.docker.RunAppIT.became;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.container.RunOutcome;
import io.autodock.formation.FormationId;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines that misbehave: a real one of the lab with a man in the middle. */
class EngineFaultsIT {

    private static final String NAME = "itfault001";
    private static final FormationId FORMATION = FormationId.of("team1", "f1");
    private static final String VERSION = "GET /version";

    private EngineProxy proxy;
    private EngineRoutes routes;
    private HostServer host;
    private HostServer direct;
    private PinnedImage image;

    @BeforeEach
    void start() throws Exception {
        direct = Lab.get().host(3);
        proxy = new EngineProxy(direct, Lab.get().dockerCertificates());
        routes = new EngineRoutes(Lab.get().dockerCertificates(), Duration.ofSeconds(3));
        host = proxy.host();
        image = routes.engines().resolve(RunAppIT.reference(Lab.get().image()), List.of(direct));
        routes.engines().pull(direct, image, "request-1");
    }

    @AfterEach
    void stop() throws IOException {
        try {
            routes.client(direct).removeContainerCmd(NAME).withForce(true).exec();
        } catch (NotFoundException gone) {
            assertTrue(routes.engines().find(direct, NAME).isEmpty());
        }
        routes.close();
        proxy.close();
    }

    @Test
    void anEngineThatIsTooOldIsUnusableWithItsRange() {
        proxy.faults(request -> request.equals(VERSION)
                ? EngineProxy.json(200, "{\"Version\":\"1.11.2\",\"ApiVersion\":\"1.23\",\"MinAPIVersion\":\"1.12\"}")
                : Optional.empty());
        String sentence =
                "host server dldocker03: its Docker Engine speaks API 1.12 to 1.23; Autodock needs 1.40 or newer";
        assertEquals(new EngineState.Unusable(sentence), routes.engines().state(host));
        assertEquals(new RunOutcome.HostRefused(NAME, sentence), routes.run(sleeper()));
    }

    @Test
    void anEngineIsReplacedByANewerOneBehindItsAddress() {
        became(RunOutcome.Running.class, routes.run(sleeper()));
        proxy.faults(request -> {
            if (request.equals(VERSION)) {
                return EngineProxy.json(
                        200, "{\"Version\":\"29.0.0\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}");
            }
            return request.matches("\\S+ /v1\\.([0-3]\\d|4[0-3])/.*")
                    ? EngineProxy.json(400, "{\"message\":\"client version 1.41 is too old\"}")
                    : Optional.empty();
        });
        Await.until("the new version is seen", Duration.ofSeconds(5), () -> routes.engines()
                .state(host)
                .equals(new EngineState.Answers("29.0.0", "1.52")));
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(order()));
        became(RunOutcome.Running.class, routes.run(sleeper()));
    }

    @Test
    void aRemovalInProgressIsWaitedForAndAZombieTold() {
        became(RunOutcome.Running.class, routes.run(sleeper()));
        AtomicInteger tries = new AtomicInteger();
        proxy.faults(request -> request.startsWith("DELETE ") && tries.incrementAndGet() < 4
                ? EngineProxy.json(409, "{\"message\":\"removal of container itfault001 is already in progress\"}")
                : Optional.empty());
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(order()));

        became(RunOutcome.Running.class, routes.run(sleeper()));
        proxy.faults(request -> request.startsWith("DELETE ")
                ? EngineProxy.json(409, "{\"message\":\"removal of container itfault001 is already in progress\"}")
                : Optional.empty());
        assertEquals(
                new RemoveOutcome.StillThere(
                        NAME, "host server dldocker03 still has the container itfault001 in state exited"),
                routes.remove(order()));
    }

    @Test
    void aPortThiefBetweenCreateAndStartIsTold() {
        proxy.faults(request -> request.matches("POST /containers/\\w+/start")
                ? EngineProxy.json(
                        500,
                        "{\"message\":\"driver failed programming external connectivity on endpoint itfault001 (ab):"
                                + " Error starting userland proxy: listen tcp4 0.0.0.0:29301: bind: address already in use\"}")
                : Optional.empty());
        RunOutcome.PortTaken taken = became(
                RunOutcome.PortTaken.class,
                routes.run(app(host, NAME, image)
                        .running("sleep", "600")
                        .publishing(tcp(29_301, 80))
                        .make()));
        assertEquals(29_301, taken.port().hostPort());
        assertEquals(Optional.empty(), routes.engines().find(direct, NAME));
    }

    @Test
    void aCreateWhoseAnswerWasLostIsNotMadeTwice() {
        AtomicBoolean lost = new AtomicBoolean();
        proxy.faults(request -> {
            if (request.startsWith("POST /containers/create") && lost.compareAndSet(false, true)) {
                routes.engines()
                        .create(app(direct, NAME, image).running("sleep", "600").make());
                return Optional.of("");
            }
            return Optional.empty();
        });
        became(RunOutcome.Running.class, routes.run(sleeper()));
        assertTrue(lost.get());
    }

    @Test
    void aPullThatFailsInsideItsStreamIsAFailureWithItsReason() {
        AtomicInteger pulls = new AtomicInteger();
        proxy.faults(request -> {
            if (request.startsWith("GET /images/")) {
                return EngineProxy.json(404, "{\"message\":\"No such image\"}");
            }
            if (request.startsWith("POST /images/create")) {
                pulls.incrementAndGet();
                return EngineProxy.json(
                        200,
                        "{\"status\":\"Pulling fs layer\"}\n{\"errorDetail\":{\"message\":\"write /x: no space left on device\"},"
                                + "\"error\":\"write /x: no space left on device\"}\n");
            }
            return Optional.empty();
        });
        RunOutcome.HostRefused refused = became(RunOutcome.HostRefused.class, routes.run(sleeper()));
        assertTrue(
                refused.sentence().contains("dldocker03 cannot pull image \"" + image.written() + "\""),
                refused.sentence());
        assertTrue(refused.sentence().contains("no space left on device"), refused.sentence());
        routes.run(sleeper());
        assertEquals(1, pulls.get());
    }

    @Test
    void aPullIsTriedThreeTimesAndSharedByThoseWhoWantItAtOnce() throws Exception {
        AtomicInteger pulls = new AtomicInteger();
        proxy.faults(request -> {
            if (request.startsWith("GET /images/")) {
                return EngineProxy.json(404, "{\"message\":\"No such image\"}");
            }
            if (request.startsWith("POST /images/create")) {
                pulls.incrementAndGet();
                return EngineProxy.json(
                        200, "{\"errorDetail\":{\"message\":\"unexpected EOF\"},\"error\":\"unexpected EOF\"}\n");
            }
            return Optional.empty();
        });
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> waiting = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(each -> callers.submit(() -> assertThrows(
                            AutodockException.class, () -> routes.engines().pull(host, image, "request-1"))))
                    .toList();
            for (Future<?> each : waiting) {
                each.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertEquals(3, pulls.get());
    }

    @Test
    void aHungEngineHoldsNobodyForLong() throws Exception {
        assertInstanceOf(EngineState.Answers.class, routes.engines().state(host));
        CountDownLatch hung = new CountDownLatch(1);
        proxy.faults(request -> {
            hung.await();
            return Optional.of("");
        });
        Await.until(
                "the engine is known to be silent",
                Duration.ofSeconds(10),
                () -> routes.engines().state(host) instanceof EngineState.Silent);

        long began = System.nanoTime();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<Future<RunOutcome>> outcomes = IntStream.range(0, 20)
                    .mapToObj(each -> callers.submit(() -> routes.run(sleeper())))
                    .toList();
            for (Future<RunOutcome> outcome : outcomes) {
                assertFalse(became(RunOutcome.HostRefused.class, outcome.get()).mayBeLeft());
            }
        } finally {
            callers.shutdownNow();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, "20 creates took " + took);
        assertInstanceOf(RemoveOutcome.Unknown.class, routes.remove(order()));

        proxy.faults(request -> Optional.empty());
        hung.countDown();
        Await.until(
                "the engine is used again",
                Duration.ofSeconds(10),
                () -> routes.engines().state(host) instanceof EngineState.Answers);
        became(RunOutcome.Running.class, routes.run(sleeper()));
        Await.until("no connection is left over", Duration.ofSeconds(5), () -> proxy.open() <= 16);
    }

    private AppContainer sleeper() {
        return app(host, NAME, image).running("sleep", "600").make();
    }

    private RemoveOrder order() {
        return new RemoveOrder(host, NAME, FORMATION, true);
    }
}
