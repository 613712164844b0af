package io.autodock.replacement;

import io.autodock.problem.AutodockException;
import java.util.Optional;

/** Finds what a failure is about below what Camel wraps around it. */
public final class Causes {

    private Causes() {}

    /** The failure of Autodock's own, if it is one. */
    public static Optional<AutodockException> known(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AutodockException known) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** The sentence of a failure. */
    public static String sentence(Exception failure) {
        return known(failure)
                .map(AutodockException::sentence)
                .orElseGet(() -> "an unexpected error: " + failure.getMessage());
    }
}
