package io.autodock.salt;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How salt-api is reached.
 *
 * @param api its address, {@code https://HOST:8000}
 * @param ca PEM file with the certificates that may sign its own; empty for those of the Java runtime
 * @param user an account of its {@code file} eauth
 * @param passwordFile holds that account's password; read at each login, so that it may be changed
 * @param answer how long one call may take
 */
public record SaltApiSettings(URI api, Optional<Path> ca, String user, Path passwordFile, Duration answer) {}
