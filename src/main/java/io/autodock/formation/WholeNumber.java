package io.autodock.formation;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Whole numbers as users write them: plain decimal digits, no sign, no leading zero, no blanks. */
public final class WholeNumber {

    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,8}");

    private WholeNumber() {}

    /** The number, or empty when the text is no such number or it lies outside the bounds (both included). */
    public static OptionalInt between(int least, int most, String text) {
        if (!DIGITS.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number < least || number > most ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
