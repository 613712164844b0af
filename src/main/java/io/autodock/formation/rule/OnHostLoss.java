package io.autodock.formation.rule;

import io.autodock.problem.AutodockException;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of an app whose host server is lost. */
public enum OnHostLoss {
    /** It is made anew on another host server. */
    MOVE,
    /** It waits for its host server to come back. */
    WAIT;

    /** As users write it. */
    public static OnHostLoss parse(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.written().equals(text))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid("on-host-loss", text, "move or wait"));
    }

    /** As users write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
