package io.autodock.bootstrap;

import java.util.regex.Pattern;

/** The one place where a text becomes a word of a POSIX shell. */
public final class ShellWord {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private ShellWord() {}

    /**
     * The text as one word, whatever it holds: nothing in it is expanded, split or run.
     *
     * @throws IllegalArgumentException when it holds a NUL, which no word can
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL");
        }
        return NEEDS_NO_QUOTES.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
