package io.autodock.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which known name somebody may have meant by an unknown one. */
public final class NearestName {

    /** Longer ones are compared by their start: nobody misspells a name into a book. */
    private static final int LONGEST_COMPARED = 100;

    private NearestName() {}

    /** The known name with the fewest letters to change; ties break by name; case and {@code _} for {@code -} count for nothing. */
    public static String of(String unknown, Collection<String> known) {
        String plain = plain(unknown);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> changes(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    private static String plain(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST_COMPARED));
        return start.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number of letters to insert, delete or replace (Levenshtein), one row of the table at a time. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int letter = 1; letter <= from.length(); letter++) {
            int diagonal = row[0];
            row[0] = letter;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(letter - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
