package io.autodock.cli.http;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.json.JsonText;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the service is and who asks.
 *
 * @param server scheme, host and port, without a slash at its end
 * @param token the caller's; empty when none is known
 * @param authority the PEM file of the certificate authority to trust instead of the system's; null for the system's
 */
public record ServiceLocation(
        String server, String token, @Nullable Path authority) {

    /** Where a service without configuration listens. */
    public static final String LOCAL_SERVER = "http://127.0.0.1:8440";

    /** Where a service without configuration keeps its state. */
    public static final String LOCAL_STATE = "/var/lib/autodock";

    private static final String LOCAL_OPERATOR = "local-operator.json";

    public ServiceLocation {
        server = checked(server);
    }

    /**
     * The option comes before {@code AUTODOCK_SERVER}, and that before the file that a service on this machine wrote for the
     * local operator. The token of that file goes to that file's own server and to no other.
     *
     * @param server as given by option, or null
     * @param authority as given by option, or null
     * @throws AutodockException INVALID when the address is none
     */
    public static ServiceLocation found(
            @Nullable String server, @Nullable String authority, Map<String, String> environment) {
        JsonObject local = localOperator(environment);
        String localServer = local.text("server", LOCAL_SERVER);
        String asked = server != null ? server : environment.getOrDefault("AUTODOCK_SERVER", "");
        String chosen = asked.isEmpty() ? localServer : asked;
        String localToken = checked(chosen).equals(checked(localServer)) ? local.text("token") : "";
        String token = environment.getOrDefault("AUTODOCK_TOKEN", "");
        String file = authority != null ? authority : environment.getOrDefault("AUTODOCK_CA", "");
        return new ServiceLocation(
                chosen, token.isEmpty() ? localToken : token.strip(), file.isEmpty() ? null : Path.of(file));
    }

    /** A file that is absent, unreadable or half-written counts as none: the service's answer then says what is lacking. */
    private static JsonObject localOperator(Map<String, String> environment) {
        Path file = localOperatorFile(environment);
        try {
            return Files.isReadable(file) ? JsonText.read(Files.readAllBytes(file)) : new JsonObject(Map.of());
        } catch (IOException e) {
            return new JsonObject(Map.of());
        }
    }

    /** In the state directory that is named, else where the service that was started last put a link, else in the usual one. */
    private static Path localOperatorFile(Map<String, String> environment) {
        String state = environment.getOrDefault("AUTODOCK_STATE", "");
        if (!state.isEmpty()) {
            return Path.of(state, LOCAL_OPERATOR);
        }
        String runtime = System.getProperty("user.name", "").equals("root")
                ? "/run"
                : environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path link = Path.of(runtime, "autodock", LOCAL_OPERATOR);
        return !runtime.isEmpty() && Files.isReadable(link) ? link : Path.of(LOCAL_STATE, LOCAL_OPERATOR);
    }

    private static String checked(String server) {
        try {
            URI uri = new URI(server);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (web && bare && uri.getHost() != null) {
                return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
            }
        } catch (URISyntaxException e) {
            // Told below, as any other address that is none.
        }
        throw AutodockException.invalid("server", server, "http://HOST:PORT or https://HOST:PORT");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return server;
    }
}
