package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Where callers wait for the end of a request. Each holds a thread meanwhile, so there are so many seats and no more: who
 * finds none is answered at once with the request as it stands, and told to ask again.
 */
public final class WaitingRoom {

    /** A closing room empties within this time. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final RequestDesk desk;
    private final Semaphore seats;
    private volatile boolean closing;

    /** @param seats how many may wait at once */
    public WaitingRoom(RequestDesk desk, int seats) {
        this.desk = desk;
        this.seats = new Semaphore(seats);
    }

    /**
     * What became of a request.
     *
     * @param full whether there was no seat, so that nobody waited
     */
    record Outcome(Request request, boolean full) {}

    /** The request once it ended, or as it stands when the time is over or no seat is free. */
    Outcome await(Caller caller, RequestId id, Duration atMost) {
        if (!seats.tryAcquire()) {
            return new Outcome(desk.find(caller, id), true);
        }
        try {
            return new Outcome(seated(caller, id, atMost), false);
        } finally {
            seats.release();
        }
    }

    private Request seated(Caller caller, RequestId id, Duration atMost) {
        Duration left = atMost;
        Request request = desk.await(caller, id, shorter(left, GLANCE));
        while (!request.state().ended() && !closing && left.compareTo(GLANCE) > 0) {
            left = left.minus(GLANCE);
            request = desk.await(caller, id, shorter(left, GLANCE));
        }
        return request;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whoever waits is answered with the request as it stands, so that the service can stop. */
    public void close() {
        closing = true;
    }
}
