package io.autodock.announce;

/** Tells what requests come to. An announcement is news, not part of the work: it never waits, and never fails a request. */
public interface Announcer {

    /** Tells it soon, after all that was announced before. */
    void announce(RequestEvent event);
}
