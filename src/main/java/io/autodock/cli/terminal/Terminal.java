package io.autodock.cli.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What standard output is.
 *
 * @param present a terminal: tables are shown
 * @param redrawn a terminal that can move its cursor: progress is drawn in place
 * @param coloured colours are wanted and understood
 * @param unicode block and ellipsis characters can be shown
 * @param size the size at the time of asking, since a window changes
 */
public record Terminal(boolean present, boolean redrawn, boolean coloured, boolean unicode, Supplier<Size> size) {

    /**
     * How much can be seen.
     *
     * @param columns at least 20
     * @param rows at least 4
     */
    public record Size(int columns, int rows) {

        /** What a terminal has that does not tell. */
        public static final Size USUAL = new Size(80, 24);

        public Size {
            columns = Math.max(columns, 20);
            rows = Math.max(rows, 4);
        }
    }

    /** A file, a pipe: no table, no colour. */
    public static Terminal none(boolean unicode) {
        return new Terminal(false, false, false, unicode, () -> Size.USUAL);
    }

    /**
     * What the environment says of a terminal: {@code TERM=dumb} or none can't redraw, {@code NO_COLOR} wants no colour,
     * and the character set decides on block characters.
     */
    public static Terminal described(Map<String, String> environment, boolean unicode, Supplier<Size> size) {
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean able = !kind.isEmpty() && !kind.equals("dumb");
        boolean coloured = able && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, able, coloured, unicode, size);
    }

    /** Whether the locale of that environment writes UTF-8. */
    public static boolean writesUnicode(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                String lower = locale.toLowerCase(Locale.ROOT);
                return lower.endsWith("utf-8") || lower.endsWith("utf8");
            }
        }
        return false;
    }

    /** The sign of a cut text. */
    public String ellipsis() {
        return unicode ? "…" : "~";
    }
}
