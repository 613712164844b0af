package io.autodock.announce;

/** Tells others what happens. Telling never blocks and never fails a request. */
public interface Announcer {

    /** Tells of a request's new state, as soon as it can be told. */
    void announce(RequestEvent event);
}
