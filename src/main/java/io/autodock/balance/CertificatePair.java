package io.autodock.balance;

/**
 * A certificate with its key, both PEM. The key is never printed.
 *
 * @param chain the certificate, and those that lead to its authority
 */
public record CertificatePair(String chain, String key) {

    @Override
    public String toString() {
        return "CertificatePair[" + chain.length() + " characters and a key]";
    }
}
