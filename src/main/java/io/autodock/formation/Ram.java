package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A memory limit.
 *
 * @param megabytes multiples of 1024 * 1024 bytes, at least the engine's floor of 6
 */
public record Ram(int megabytes) implements Comparable<Ram> {

    /** Engines refuse less. */
    public static final int FLOOR_MEGABYTES = 6;

    /** What a request that names none gets. */
    public static final Ram DEFAULT = new Ram(100);

    /** As a byte count this is just below the engine's floor: whatever is more is a byte count that lost its unit. */
    static final int MOST_MEGABYTES = FLOOR_MEGABYTES * 1024 * 1024 - 1;

    static final String ALLOWED = "megabytes, or with a unit: 100, 100M, 2G";
    private static final String FLOOR = "; at least " + FLOOR_MEGABYTES + " MB, the engine's floor";
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<amount>(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,9})?)(?<unit>[MmGg](?:[Ii]?[Bb])?)?");

    public Ram {
        if (megabytes < FLOOR_MEGABYTES || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException("ram outside what an engine and a host can give: " + megabytes);
        }
    }

    /**
     * As users write it: megabytes, or with one of the units M, MB, MiB, G, GB, GiB in any case, all of them multiples of
     * 1024 as {@code docker run -m} takes them. An amount that is not a whole number of megabytes is refused, never rounded.
     */
    public static Ram parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches() || (matcher.group("unit") == null && text.contains("."))) {
            throw AutodockException.invalid("ram", text, text.startsWith("-") ? ALLOWED + FLOOR : ALLOWED);
        }
        return ofMegabytes(text, megabytes(matcher), matcher.group("unit") == null);
    }

    /** As users write it; parsing it again gives the same. */
    public String written() {
        return megabytes + "M";
    }

    private static BigDecimal megabytes(Matcher matcher) {
        String unit = matcher.group("unit");
        boolean gigabytes = unit != null && unit.toLowerCase(Locale.ROOT).startsWith("g");
        return new BigDecimal(matcher.group("amount"))
                .multiply(BigDecimal.valueOf(gigabytes ? 1024 : 1))
                .stripTrailingZeros();
    }

    private static Ram ofMegabytes(String text, BigDecimal megabytes, boolean bare) {
        if (megabytes.compareTo(BigDecimal.valueOf(FLOOR_MEGABYTES)) < 0) {
            throw AutodockException.invalid("ram", text, ALLOWED + FLOOR);
        }
        if (megabytes.compareTo(BigDecimal.valueOf(MOST_MEGABYTES)) > 0) {
            String read = bare ? "; the number was read as megabytes, and" : ";";
            throw AutodockException.invalid(
                    "ram", text, ALLOWED + read + " no host has " + megabytes.toBigInteger() + " MB");
        }
        if (megabytes.scale() > 0) {
            throw AutodockException.invalid("ram", text, ALLOWED + "; it must come to whole megabytes");
        }
        return new Ram(megabytes.intValueExact());
    }

    /** For the engine. */
    public long bytes() {
        return megabytes * 1024L * 1024L;
    }

    @Override
    public int compareTo(Ram other) {
        return Integer.compare(megabytes, other.megabytes);
    }
}
