package io.autodock.credential;

import io.autodock.secret.Secret;

/**
 * What one registry is shown.
 *
 * @param username {@code <token>} where the secret is an identity token
 * @param secret the password or the token; never shown
 */
public record Credential(String username, Secret secret) {

    /** The user name that stands for an identity token. */
    public static final String TOKEN = "<token>";

    /** Whether the secret is an identity token and no password. */
    public boolean isToken() {
        return username.equals(TOKEN);
    }
}
