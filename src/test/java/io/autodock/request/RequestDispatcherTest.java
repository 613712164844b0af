package io.autodock.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The dispatcher on a log in memory, with threads that run when the test says so. */
class RequestDispatcherTest {

    private final Log log = new Log();
    private final LiveRequests live = new LiveRequests();
    private final Tasks tasks = new Tasks();
    private final Watch clock = new Watch();
    private final List<RequestId> carried = new ArrayList<>();

    @Test
    void theOldestComesFirst() {
        RequestId second = log.add(2, "wiki");
        RequestId first = log.add(1, "owncloud");
        dispatcher(16, this::end).look();
        tasks.runAll();
        assertEquals(List.of(first, second), carried);
    }

    @Test
    void noMoreAreCarriedOutAtOnceThanAllowed() {
        log.add(1, "a");
        log.add(2, "b");
        log.add(3, "c");
        RequestDispatcher dispatcher = dispatcher(2, this::end);
        dispatcher.look();
        assertEquals(2, dispatcher.underWay().size());
        assertEquals(2, log.claimed.size());
        tasks.runAll();
        assertEquals(3, carried.size());
        assertEquals(List.of(), dispatcher.underWay());
    }

    @Test
    void aRequestThatIsUnderWayIsNotTakenAgain() {
        log.add(1, "owncloud");
        RequestDispatcher dispatcher = dispatcher(16, this::end);
        dispatcher.look();
        dispatcher.look();
        tasks.runAll();
        assertEquals(1, carried.size());
    }

    @Test
    void whatAnotherInstanceHasClaimedIsLeftToIt() {
        RequestId id = log.add(1, "owncloud");
        log.claimed.add(id);
        RequestDispatcher dispatcher = dispatcher(16, this::end);
        dispatcher.look();
        tasks.runAll();
        assertEquals(List.of(), carried);
        assertEquals(List.of(), dispatcher.underWay());
    }

    @Test
    void whatWasGivenUpRestsBeforeItIsTriedAgain() {
        log.add(1, "owncloud");
        RequestDispatcher dispatcher = dispatcher(16, (request, claim) -> {
            carried.add(request.id());
            log.release(claim);
        });
        dispatcher.look();
        tasks.runAll();
        dispatcher.look();
        tasks.runAll();
        assertEquals(1, carried.size());
        clock.now = clock.now.plusSeconds(3);
        dispatcher.look();
        tasks.runAll();
        assertEquals(2, carried.size());
    }

    @Test
    void anErrorGivesTheClaimBack() {
        log.add(1, "owncloud");
        dispatcher(16, (request, claim) -> {
                    throw new IllegalStateException("a bug");
                })
                .look();
        tasks.runAll();
        assertEquals(Set.of(), log.claimed);
        assertEquals(0, live.size());
    }

    @Test
    void itIsFollowedWhileItIsCarriedOut() {
        RequestId id = log.add(1, "owncloud");
        List<Boolean> followed = new ArrayList<>();
        dispatcher(16, (request, claim) -> {
                    followed.add(live.find(id).isPresent());
                    end(request, claim);
                })
                .look();
        tasks.runAll();
        assertEquals(List.of(true), followed);
        assertTrue(live.find(id).isEmpty());
    }

    @Test
    void aLogThatDoesNotAnswerIsLookedAtAgain() {
        log.away = true;
        log.add(1, "owncloud");
        RequestDispatcher dispatcher = dispatcher(16, this::end);
        dispatcher.look();
        log.away = false;
        dispatcher.wake();
        tasks.runAll();
        assertEquals(1, carried.size());
    }

    private RequestDispatcher dispatcher(int mostAtOnce, RequestDispatcher.Carrier carrier) {
        return new RequestDispatcher(log, live, tasks, carrier, mostAtOnce, clock);
    }

    private void end(Request request, Claim claim) {
        carried.add(request.id());
        log.end(claim, request.done(clock.instant(), "done"));
    }

    /** A clock that the test sets. */
    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Threads that do nothing until they are told to. */
    private static final class Tasks extends AbstractExecutorService {

        private final Deque<Runnable> waiting = new ArrayDeque<>();

        void runAll() {
            while (!waiting.isEmpty()) {
                waiting.poll().run();
            }
        }

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
        }

        @Override
        public void shutdown() {
            waiting.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return false;
        }
    }

    /** Requests in memory: what the dispatcher needs of a log. */
    private static final class Log implements RequestLog {

        private final Map<RequestId, Request> requests = new TreeMap<>();
        private final Set<RequestId> claimed = new HashSet<>();
        private boolean away;

        RequestId add(int number, String formation) {
            RequestId id = new RequestId("r00000000" + number + "-00000000");
            requests.put(
                    id,
                    Request.accepted(
                            id,
                            Operation.DELETE,
                            Optional.of(FormationId.of("cholcomb", formation)),
                            Trigger.HTTP,
                            "test",
                            "",
                            Instant.EPOCH));
            return id;
        }

        @Override
        public List<RequestId> pending() {
            if (away) {
                throw AutodockException.of(ProblemCode.UNAVAILABLE, "etcd does not answer");
            }
            return pendingAmong(requests.values());
        }

        private static List<RequestId> pendingAmong(Collection<Request> all) {
            return all.stream()
                    .filter(request -> !request.state().ended())
                    .map(Request::id)
                    .toList();
        }

        @Override
        public Optional<Request> find(RequestId id) {
            return Optional.ofNullable(requests.get(id));
        }

        @Override
        public Optional<Claim> claim(Request request) {
            return claimed.add(request.id()) ? Optional.of(new Claim(request.id(), 1)) : Optional.empty();
        }

        @Override
        public void end(Claim claim, Request request) {
            requests.put(request.id(), request);
            claimed.remove(claim.request());
        }

        @Override
        public void forget(java.util.function.Predicate<Request> kind) {
            throw new IllegalStateException("a dispatcher forgets nothing");
        }

        @Override
        public void release(Claim claim) {
            claimed.remove(claim.request());
        }

        @Override
        public void progress(Claim claim, Request request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Acceptance accept(Request fresh, Optional<IdempotencyKey> key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Request> findByKey(IdempotencyKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Request> latest(Optional<UserName> user, int most) {
            throw new UnsupportedOperationException();
        }
    }
}
