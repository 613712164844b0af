package io.autodock.request;

/** How far a request has come; each is also an event on the Salt bus. */
public enum RequestState {
    /** It is in etcd; it will be carried out. */
    ACCEPTED,
    /** Names, ports and memory are booked. */
    PLACED,
    /** All its containers run. */
    RUNNING,
    /** All its apps are reachable, and minions where that was asked for. */
    BOOTSTRAPPED,
    /** It is carried out. */
    DONE,
    /** It failed or was refused; what it made is gone again. */
    FAILED;

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return this == DONE || this == FAILED;
    }

    /** As it stands in JSON and in event tags. */
    public String lowerCase() {
        return switch (this) {
            case ACCEPTED -> "accepted";
            case PLACED -> "placed";
            case RUNNING -> "running";
            case BOOTSTRAPPED -> "bootstrapped";
            case DONE -> "done";
            case FAILED -> "failed";
        };
    }
}
