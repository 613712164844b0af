package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The start of every app's hostname: {@code clweb} gives {@code clweb001}, {@code clweb002}, …; past 999 four digits.
 *
 * <p>Two schemes can meet in one name ({@code web} number 1001 and {@code web1} number 1), so names are booked and owned by
 * {@link #group()}: the scheme without the digits at its end.
 */
public record HostnameScheme(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int LONGEST_LABEL = 63;
    private static final int FEWEST_DIGITS = 3;
    /** What a refusal says is allowed. */
    public static final String ALLOWED =
            "the start of a hostname label: lower-case letters, digits and hyphens, no hyphen first,"
                    + " such that the longest name asked for has at most 63 characters";

    public HostnameScheme {
        if (!GRAMMAR.matcher(value).matches() || value.length() > LONGEST_LABEL - FEWEST_DIGITS) {
            throw AutodockException.invalid("hostname-scheme", value, ALLOWED);
        }
    }

    /** As users write it. */
    public static HostnameScheme parse(String text) {
        return new HostnameScheme(text);
    }

    /** Refuses when the last of that many apps would get a name that is no hostname label any more. */
    public void requireRoomFor(int number) {
        int length = hostname(number).length();
        if (length > LONGEST_LABEL) {
            throw AutodockException.invalid(
                    "hostname-scheme",
                    value,
                    ALLOWED + "; app " + number + " would have a name of " + length + " characters");
        }
    }

    /** The hostname of the app with that number, counted from 1. */
    public String hostname(int number) {
        return value + String.format(Locale.ROOT, "%03d", number);
    }

    /** The highest number whose hostname is still a legal label. */
    public int highestNumber() {
        int digits = Math.min(LONGEST_LABEL - value.length(), 9);
        return (int) Math.pow(10, digits) - 1;
    }

    /** The names that could meet each other are booked together: the scheme without trailing digits, {@code -} for none left. */
    public String group() {
        return groupOf(value);
    }

    /** The group in which a hostname, of whichever scheme, is booked. */
    public static String groupOf(String hostname) {
        String stem = hostname.replaceFirst("[0-9]+$", "");
        return stem.isEmpty() ? "-" : stem;
    }

    @Override
    public String toString() {
        return value;
    }
}
