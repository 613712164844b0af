package io.autodock.formation.traffic;

import io.autodock.problem.AutodockException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A server name that the balancers serve: a host name in its ASCII form, lower case, without the final dot.
 *
 * @param value {@code shop.test}; labels of 1 to 63 letters, digits and inner hyphens, 253 characters at most
 */
public record ServerName(String value) implements Comparable<ServerName> {

    /** What a refusal says is allowed. */
    public static final String ALLOWED =
            "a server name, alone or with a path behind it (shop.example, shop.example/api): labels of 1 to 63 letters, digits"
                    + " and inner hyphens with dots between them, at most 253 characters, no port, no wildcard, no address";

    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern GRAMMAR = Pattern.compile("(?:" + LABEL + "\\.)*" + LABEL);
    /** Addresses end in a number, names do not. */
    private static final Pattern ADDRESS = Pattern.compile("(?:.*\\.)?[0-9]+");

    public ServerName {
        if (value.length() > LONGEST
                || !GRAMMAR.matcher(value).matches()
                || ADDRESS.matcher(value).matches()) {
            throw AutodockException.invalid("url", value, ALLOWED);
        }
    }

    /** As users write it: case is folded and one final dot left out, since clients do the same. */
    static ServerName parse(String text) {
        boolean ascii = text.chars().allMatch(letter -> letter < 128);
        if (!ascii) {
            throw AutodockException.invalid("url", text, ALLOWED + "; a name with other letters in its xn-- form");
        }
        String folded = text.toLowerCase(Locale.ROOT);
        return new ServerName(
                folded.length() > 1 && folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded);
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
