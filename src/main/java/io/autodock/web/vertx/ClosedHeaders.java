package io.autodock.web.vertx;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Nothing that a caller sends becomes a route header: query parameters, form fields and request headers would land side by
 * side in one map, where one can pass for another and names beginning with {@code Camel} steer components. What a route
 * needs is in the {@link io.autodock.web.HttpCall}. Out go only the headers that answers have.
 */
public final class ClosedHeaders implements HeaderFilterStrategy {

    private static final Set<String> ANSWERS =
            Set.of("allow", "cache-control", "content-type", "location", "retry-after", "www-authenticate");

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !ANSWERS.contains(name.toLowerCase(Locale.ROOT));
    }
}
