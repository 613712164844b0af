package io.autodock.cli.terminal;

/** Text from the service, made safe for a terminal: no character of it moves a cursor or turns the reading direction. */
public final class Printable {

    private Printable() {}

    /** The text with control and format characters shown as {@code \}{@code uXXXX}. */
    public static String of(String text) {
        return text.codePoints().allMatch(Printable::harmless) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (harmless(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(String.format("\\u%04x", point));
            }
        });
        return out.toString();
    }

    private static boolean harmless(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT;
    }

    /** The text, at most so many characters long; what is cut is marked. */
    public static String cut(String text, int most, String ellipsis) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int kept = Math.max(0, most - ellipsis.length());
        return text.substring(0, text.offsetByCodePoints(0, kept)) + ellipsis;
    }
}
