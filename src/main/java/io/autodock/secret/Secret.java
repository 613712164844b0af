package io.autodock.secret;

import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that can't be printed: it has no text form, no JSON form and no getter that a serialiser would find. What needs
 * the bytes takes them with {@link #reveal()}, where it is plain to see.
 */
public final class Secret {

    /** What is kept in one secret at most. */
    public static final int MOST_BYTES = 64 * 1024;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A secret of those bytes, of which it keeps a copy.
     *
     * @throws AutodockException INVALID, without the value, when there are none or too many
     */
    public static Secret of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw AutodockException.invalid("value", "(not shown)", "1 to " + MOST_BYTES + " bytes");
        }
        return new Secret(bytes.clone());
    }

    /** A secret of that text in UTF-8. */
    public static Secret of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, a copy: for the one who puts them where they belong. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The same for all: a hash would tell of the value. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "(not shown)";
    }
}
