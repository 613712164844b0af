package io.autodock.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** A question that somebody at a terminal answers with yes or no; where nobody sits, nobody is asked. */
public final class Question {

    private static final Set<String> YES = Set.of("y", "yes");
    private static final int LONGEST = 100;

    private final Console console;
    private final InputStream answers;
    private final boolean somebody;

    private Question(Console console, InputStream answers, boolean somebody) {
        this.console = console;
        this.answers = answers;
        this.somebody = somebody;
    }

    /** The launcher knows whether standard input is a terminal. */
    public static Question on(Console console) {
        return new Question(
                console, System.in, console.terminal().present() && Boolean.getBoolean("autodock.terminal.input"));
    }

    /** With these answers, as if somebody typed them. */
    public static Question answered(Console console, InputStream answers) {
        return new Question(console, answers, true);
    }

    /** Whether the answer is yes; without a terminal it is. Everything but y and yes is no. */
    public boolean confirms(String question) {
        if (!somebody) {
            return true;
        }
        console.out().print(Printable.of(question) + " [y/N] ");
        console.out().flush();
        return YES.contains(line().strip().toLowerCase(Locale.ROOT));
    }

    private String line() {
        try {
            byte[] line = new byte[LONGEST];
            int length = 0;
            for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
                if (length < LONGEST) {
                    line[length++] = (byte) next;
                }
            }
            return new String(line, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
