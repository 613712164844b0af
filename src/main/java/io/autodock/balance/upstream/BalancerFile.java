package io.autodock.balance.upstream;

import io.autodock.digest.Sha256;

/**
 * A file as a balancer is to have it.
 *
 * @param name relative to Autodock's folder there
 * @param secret whether only its owner may read it
 */
public record BalancerFile(String name, String content, boolean secret) {

    /** SHA-256 (hex) of its bytes, as {@code sha256sum} tells it. */
    public String fingerprint() {
        return Sha256.hex(content);
    }

    @Override
    public String toString() {
        return "BalancerFile[" + name + ", " + content.length() + " characters]";
    }
}
