package io.autodock.prune;

import java.util.List;

/**
 * An image that a host server holds.
 *
 * @param id the engine's id, {@code sha256:…}
 * @param tags its names, {@code repository:tag}; empty for a dangling one
 * @param digests its names by digest, {@code repository@sha256:…}
 * @param used whether a container was made from it, running or not
 */
public record HeldImage(String id, List<String> tags, List<String> digests, boolean used) {

    public HeldImage {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
    }
}
