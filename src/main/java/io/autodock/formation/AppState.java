package io.autodock.formation;

/** How far an app has come. Unknown is not absent: an engine that does not answer makes no app absent. */
public enum AppState {
    /** Reserved: its name, ports and memory are booked, nothing runs. */
    PLACED,
    /** Its container runs. */
    RUNNING,
    /** Its container runs and, where Salt was asked for, its first highstate was true. */
    BOOTSTRAPPED;

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case PLACED -> "placed";
            case RUNNING -> "running";
            case BOOTSTRAPPED -> "bootstrapped";
        };
    }
}
