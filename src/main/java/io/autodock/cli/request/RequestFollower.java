package io.autodock.cli.request;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Follows a request until it has ended. A service that restarts meanwhile carries on with it, so its silence is waited out. */
public final class RequestFollower {

    private static final Duration BETWEEN_ANSWERS = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final ServiceClient client;
    private final Console console;
    private final Duration longestSilence;

    public RequestFollower(ServiceClient client, Console console) {
        this(client, console, LONGEST_SILENCE);
    }

    RequestFollower(ServiceClient client, Console console, Duration longestSilence) {
        this.client = client;
        this.console = console;
        this.longestSilence = longestSilence;
    }

    /**
     * Follows it. When the user interrupts, the request goes on and the user reads how to come back to it.
     *
     * @param first the answer that named the request
     * @return the answer that shows it ended
     * @throws AutodockException UNAVAILABLE when the service stays silent
     */
    public ServiceAnswer follow(ServiceAnswer first, Progress progress) {
        String id = first.body().text("request");
        Thread farewell = new Thread(() -> leave(id, progress), "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        try (progress) {
            return followed(id, first, progress);
        } finally {
            forget(farewell);
        }
    }

    private ServiceAnswer followed(String id, ServiceAnswer first, Progress progress) {
        long begin = System.nanoTime();
        long heard = begin;
        ServiceAnswer latest = first;
        while (true) {
            JsonObject view = latest.body();
            progress.show(view, Duration.ofNanos(System.nanoTime() - begin));
            if (RequestText.ended(view)) {
                return latest;
            }
            long asked = System.nanoTime();
            try {
                latest = client.get("/v1/requests/" + ServiceClient.segment(id) + "?wait=1");
                heard = System.nanoTime();
            } catch (AutodockException e) {
                giveUpAfter(longestSilence, heard, id, e);
            }
            keepPace(asked);
        }
    }

    private static void giveUpAfter(Duration limit, long heard, String id, AutodockException failure) {
        if (!failure.code().retryable()) {
            throw failure;
        }
        if (System.nanoTime() - heard > limit.toNanos()) {
            String sentence = failure.sentence() + "; request " + id + " goes on once it answers";
            throw AutodockException.caused(ProblemCode.UNAVAILABLE, sentence, failure);
        }
    }

    /** The service holds its answer back for a second; one that doesn't is not asked more often for that. */
    private static void keepPace(long asked) {
        long rest = BETWEEN_ANSWERS.toNanos() - (System.nanoTime() - asked);
        if (rest > 0) {
            LockSupport.parkNanos(rest);
        }
    }

    private void leave(String id, Progress progress) {
        progress.close();
        console.hint("request " + id + " goes on; follow it with: autodock request " + id + " --follow");
    }

    private static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // The user has interrupted just now: the farewell is being said.
        }
    }
}
