package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Arrays;

/** How an app becomes a Salt minion. */
public enum BootstrapMode {
    /** No daemon: a cron job runs {@code salt-call state.apply}, and the first run's verdict is awaited. */
    CRON,
    /** The minion daemon, with the highstate as its schedule. */
    MINION,
    /** Nothing: an image without sshd; no SSH port is taken. */
    NONE;

    /** As users write it, in lower case. */
    public static BootstrapMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.lowerCase().equals(text))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid("bootstrap", text, "cron, minion or none"));
    }

    /** Whether it takes a Salt master. */
    public boolean needsSalt() {
        return this != NONE;
    }

    /** As users write it. */
    public String lowerCase() {
        return switch (this) {
            case CRON -> "cron";
            case MINION -> "minion";
            case NONE -> "none";
        };
    }
}
