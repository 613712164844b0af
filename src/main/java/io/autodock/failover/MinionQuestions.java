package io.autodock.failover;

import io.autodock.cluster.HostServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Asks the minions of silent host servers beside the looks, in time for the end of the grace, and again while it lasts. */
public final class MinionQuestions {

    private final Function<HostServer, MinionWord> minion;
    private final Executor executor;
    private final Duration grace;
    private final Duration limit;
    private final Clock clock;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();

    private record Question(Instant silentSince, Instant at, CompletableFuture<MinionWord> answer) {}

    /**
     * @param minion asks one; may throw, which says nothing
     * @param limit how long an answer is waited for
     */
    public MinionQuestions(
            Function<HostServer, MinionWord> minion, Executor executor, Duration grace, Duration limit, Clock clock) {
        this.minion = minion;
        this.executor = executor;
        this.grace = grace;
        this.limit = limit;
        this.clock = clock;
    }

    /** Asks where half the grace is over, and no newer answer is there. */
    public void ask(HostServer host, Pulse pulse) {
        Instant now = clock.instant();
        Optional<Instant> since = pulse.silence().map(Pulse.Silence::since);
        if (since.isEmpty()) {
            questions.remove(host.name());
        } else if (!now.isBefore(since.get().plus(grace.dividedBy(2)))) {
            questions.compute(host.name(), (name, before) -> asked(host, since.get(), before, now));
        }
    }

    private Question asked(
            HostServer host, Instant since, @org.jspecify.annotations.Nullable Question before, Instant now) {
        boolean serves = before != null
                && before.silentSince().equals(since)
                && now.isBefore(before.at().plus(grace));
        return serves && before != null
                ? before
                : new Question(since, now, CompletableFuture.supplyAsync(() -> minion.apply(host), executor));
    }

    /** Whether an answer is still to be waited for. */
    public boolean isOpen(String hostServer) {
        Question question = questions.get(hostServer);
        return question != null
                && !question.answer().isDone()
                && clock.instant().isBefore(question.at().plus(limit));
    }

    /** What the minion said in this silence. */
    public MinionWord word(String hostServer) {
        Question question = questions.get(hostServer);
        boolean told = question != null
                && question.answer().isDone()
                && !question.answer().isCompletedExceptionally();
        return told && question != null ? question.answer().join() : MinionWord.UNKNOWN;
    }
}
