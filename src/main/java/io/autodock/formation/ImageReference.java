package io.autodock.formation;

import java.util.Optional;

/**
 * An image as asked for. At least one of tag and digest is there: a reference without either means the tag {@code latest}.
 *
 * @param repository with the registry in front where one was named: {@code registry:5000/team/sshd}
 * @param tag the tag, without the colon
 * @param digest {@code sha256:…}; where both stand, the digest is what runs
 * @param written the reference as it was sent
 */
public record ImageReference(String repository, Optional<String> tag, Optional<String> digest, String written) {

    public ImageReference {
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("image without tag and digest: " + written);
        }
    }

    @Override
    public String toString() {
        return written;
    }
}
