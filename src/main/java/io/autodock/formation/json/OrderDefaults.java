package io.autodock.formation.json;

import io.autodock.formation.UserName;
import java.util.Optional;

/**
 * What an order that leaves a field out means.
 *
 * @param image the configured image
 * @param user the user of the token that came with the order
 */
public record OrderDefaults(Optional<String> image, Optional<UserName> user) {

    /** Nothing is assumed: the order names both. */
    public static OrderDefaults none() {
        return new OrderDefaults(Optional.empty(), Optional.empty());
    }
}
