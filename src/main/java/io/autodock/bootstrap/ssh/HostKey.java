package io.autodock.bootstrap.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public SSH host key that a server must show.
 *
 * @param base64 the ed25519 key blob, as in a {@code .pub} file
 */
public record HostKey(String base64) {

    private static final Pattern LINE = Pattern.compile("ssh-ed25519 ([A-Za-z0-9+/]{68}={0,2})( [^\r\n]*)?");

    /**
     * From the line of a {@code .pub} file.
     *
     * @throws IllegalArgumentException when it is no ed25519 public key
     */
    public static HostKey ofLine(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no ed25519 public key");
        }
        return new HostKey(matcher.group(1));
    }

    /** As OpenSSH shows it: {@code SHA256:…}. */
    public String fingerprint() {
        return fingerprintOf(Base64.getDecoder().decode(base64));
    }

    /** Of any key's blob. */
    static String fingerprintOf(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            String text = new String(Base64.getEncoder().withoutPadding().encode(digest), StandardCharsets.US_ASCII);
            return "SHA256:" + text;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
