package io.autodock.bootstrap;

import io.autodock.digest.Sha256;
import java.security.KeyPair;
import java.util.Base64;

/**
 * A minion's RSA key pair, made by Autodock. The private half exists here and in the container, nowhere else.
 *
 * @param publicPem PEM, SubjectPublicKeyInfo
 * @param privatePem PEM; never printed
 * @param fingerprint SHA-256 of the stripped public PEM, hex, as the master's runner names it
 */
public record MinionKeyPair(String publicPem, String privatePem, String fingerprint) {

    /** A generated RSA pair in PEM. */
    public static MinionKeyPair of(KeyPair pair) {
        String publicPem = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        return new MinionKeyPair(
                publicPem, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), fingerprintOf(publicPem));
    }

    /** The name by which the master's runner knows a public key: SHA-256 of its stripped PEM, hex. */
    public static String fingerprintOf(String publicPem) {
        return Sha256.hex(publicPem.strip());
    }

    private static String pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String toString() {
        return "MinionKeyPair[" + fingerprint + "]";
    }
}
