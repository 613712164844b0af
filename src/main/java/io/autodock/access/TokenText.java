package io.autodock.access;

import io.autodock.formation.Order;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a token: {@code adk_ID_SECRET}. The id finds the token's record with one read and tells nothing of the
 * secret; the secret has 256 random bits.
 */
public record TokenText(String id, String secret) {

    /** The form of every token, for sentences. */
    public static final String ALLOWED = "a token as autodock makes them: adk_ID_SECRET";

    private static final Pattern GRAMMAR = Pattern.compile("adk_([0-9a-z]{12})_([A-Za-z0-9_-]{43})");
    private static final Pattern ID = Pattern.compile("[0-9a-z]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;

    /** A new token. */
    public static TokenText fresh() {
        StringBuilder id = new StringBuilder();
        RANDOM.ints(ID_LENGTH, 0, ID_LETTERS.length()).forEach(letter -> id.append(ID_LETTERS.charAt(letter)));
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new TokenText(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The parts of a token; empty when it can't be one of ours. */
    public static Optional<TokenText> parse(Order.Token token) {
        Matcher matcher = GRAMMAR.matcher(token.secret());
        return matcher.matches() ? Optional.of(new TokenText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Whether a text from outside could be the id of a token. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The whole token, to be shown once. */
    public Order.Token token() {
        return new Order.Token("adk_" + id + "_" + secret);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
