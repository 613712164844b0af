package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an app runs instead of the image's own command, word by word; no shell sees it.
 *
 * @param words the program and its arguments; at least one
 */
public record Command(List<String> words) {

    private static final String FIELD = "command";
    private static final int MOST_BYTES = 32_768;
    private static final String ALLOWED = "a program with its arguments, at most " + MOST_BYTES
            + " bytes; blanks part the words, quotes (' or \") and a backslash keep them together";

    public Command {
        words = List.copyOf(words);
        String all = String.join(" ", words);
        if (words.isEmpty() || words.get(0).isEmpty() || all.indexOf('\0') >= 0 || bytes(all) > MOST_BYTES) {
            throw AutodockException.invalid(FIELD, all, ALLOWED);
        }
    }

    /**
     * The words of a line, as a shell would part them, without anything else that a shell does. Example: {@code nginx -g
     * 'daemon off;'} has three.
     */
    public static Command parse(String line) {
        return new Command(new Splitter(line).words());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Goes through a line once. */
    private static final class Splitter {

        private final String line;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private char quote;

        Splitter(String line) {
            this.line = line;
        }

        List<String> words() {
            for (int at = 0; at < line.length(); at++) {
                at += take(line.charAt(at), at + 1 < line.length() ? line.substring(at + 1, at + 2) : "");
            }
            if (quote != 0) {
                throw AutodockException.invalid(FIELD, line, ALLOWED + "; a quote is not closed");
            }
            end();
            return words;
        }

        /** Takes one character and says how many more went with it. */
        private int take(char letter, String next) {
            if (letter == '\\' && escapes(next)) {
                append(next);
                return 1;
            }
            if (quote == 0 && Character.isWhitespace(letter)) {
                end();
            } else if (quote == 0 && (letter == '\'' || letter == '"')) {
                quote = letter;
                inWord = true;
            } else if (letter == quote) {
                quote = 0;
            } else {
                append(String.valueOf(letter));
            }
            return 0;
        }

        /** Nothing is escaped between single quotes; between double ones only what would end or escape. */
        private boolean escapes(String next) {
            return switch (quote) {
                case '\'' -> false;
                case '"' -> next.equals("\"") || next.equals("\\");
                default -> !next.isEmpty();
            };
        }

        private void append(String text) {
            word.append(text);
            inWord = true;
        }

        private void end() {
            if (inWord) {
                words.add(word.toString());
            }
            word.setLength(0);
            inWord = false;
        }
    }
}
