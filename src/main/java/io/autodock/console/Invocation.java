package io.autodock.console;

import io.autodock.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A command to be run in a container; no shell sees its words unless they name one.
 *
 * @param words the program and its arguments; at least one
 * @param input what the program reads; never shown
 * @param limit how long its end is waited for
 */
public record Invocation(List<String> words, Optional<Secret> input, Duration limit) {

    public Invocation {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
    }

    /** A command that reads nothing. */
    public Invocation(List<String> words, Duration limit) {
        this(words, Optional.empty(), limit);
    }
}
