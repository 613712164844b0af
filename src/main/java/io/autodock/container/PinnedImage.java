package io.autodock.container;

/**
 * The bytes that all apps of a request run: fixed once, at its first step.
 *
 * @param written the reference as it was asked for
 * @param reference what the engine is given: {@code repository@sha256:…}, or an image id where no registry has a digest for it
 * @param pullable whether a registry hands it out; otherwise only hosts that hold it are feasible
 */
public record PinnedImage(String written, String reference, boolean pullable) {}
