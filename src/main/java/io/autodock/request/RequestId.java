package io.autodock.request;

import io.autodock.problem.AutodockException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a request. Ids sort by the time they were made, so the oldest pending request is the first key. */
public record RequestId(String value) implements Comparable<RequestId> {

    private static final Pattern GRAMMAR = Pattern.compile("r[0-9a-z]{9}-[0-9a-z]{8}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RADIX = 36;

    public RequestId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw AutodockException.invalid("request", value, "an id as an accepted request was given");
        }
    }

    /** A new id; two made in the same millisecond differ by 40 random bits. */
    public static RequestId fresh(Instant now) {
        String time = padded(Long.toString(now.toEpochMilli(), RADIX), 9);
        String random = padded(Long.toString(RANDOM.nextLong(1L << 40), RADIX), 8);
        return new RequestId("r" + time + "-" + random);
    }

    private static String padded(String digits, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", digits).replace(' ', '0');
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
