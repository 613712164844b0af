package io.autodock.bootstrap;

/**
 * A minion's RSA key pair, made by Autodock. The private half exists here and in the container, nowhere else.
 *
 * @param publicPem PEM, SubjectPublicKeyInfo
 * @param privatePem PEM; never printed
 * @param fingerprint SHA-256 of the stripped public PEM, hex, as the master's runner names it
 */
public record MinionKeyPair(String publicPem, String privatePem, String fingerprint) {
    @Override
    public String toString() {
        return "MinionKeyPair[" + fingerprint + "]";
    }
}
