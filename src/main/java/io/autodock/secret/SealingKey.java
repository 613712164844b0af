package io.autodock.secret;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM under one key. Where a secret belongs is sealed with it: what was moved to another place
 * does not open.
 */
public final class SealingKey {

    /** How long the key is, in bytes. */
    public static final int BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_DIGITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String id;

    /** The key of those {@link #BYTES} bytes. */
    public SealingKey(Secret bytes) {
        byte[] raw = bytes.reveal();
        if (raw.length != BYTES) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "the key of secrets has " + raw.length + " bytes, and not " + BYTES);
        }
        this.key = new SecretKeySpec(raw, "AES");
        this.id = fingerprint(raw);
    }

    /** Which key it is; tells nothing of it. */
    public String id() {
        return id;
    }

    private static String fingerprint(byte[] raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("autodock sealing key".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(raw)).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Fresh random bytes for a key. */
    public static Secret fresh() {
        byte[] raw = new byte[BYTES];
        RANDOM.nextBytes(raw);
        return Secret.of(raw);
    }

    /** The secret as it may be kept at that place. */
    public byte[] seal(Secret secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret.reveal());
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException("a secret can't be sealed", everyJavaHasIt);
        }
    }

    /**
     * What was sealed for that place.
     *
     * @throws AutodockException FAILED when it was sealed for another place, under another key, or was changed since
     */
    public Secret open(byte[] sealed, String place) {
        if (sealed.length <= NONCE_BYTES) {
            throw unopened(place);
        }
        ByteBuffer whole = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        whole.get(nonce);
        byte[] rest = new byte[whole.remaining()];
        whole.get(rest);
        try {
            return Secret.of(cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest));
        } catch (GeneralSecurityException otherKey) {
            throw unopened(place);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static AutodockException unopened(String place) {
        return AutodockException.of(
                ProblemCode.FAILED,
                "secret " + place + " can't be opened: it was sealed under another key, or changed");
    }

    @Override
    public String toString() {
        return "sealing key " + id;
    }
}
