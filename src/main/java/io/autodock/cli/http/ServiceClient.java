package io.autodock.cli.http;

import io.autodock.cli.json.JsonText;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls the service. Every method throws {@link AutodockException}: the service's own refusal, or UNAVAILABLE when it does
 * not answer.
 *
 * <p>{@code HttpURLConnection} and not {@code java.net.http}: the latter alone costs a short command 0.4 s.
 */
public final class ServiceClient {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final String RETRY_POST = "sun.net.http.retryPost";

    private final ServiceLocation location;

    public ServiceClient(ServiceLocation location) {
        this.location = location;
        // Else the library repeats a POST in silence; only an order that bears its own key may be repeated.
        System.setProperty(RETRY_POST, "false");
    }

    /** Asks for what is there. */
    public ServiceAnswer get(String path) {
        return call("GET", path, null, Map.of());
    }

    /** Removes. */
    public ServiceAnswer delete(String path) {
        return call("DELETE", path, null, Map.of());
    }

    /**
     * Sends an object.
     *
     * @param body as {@link JsonText#write} takes it
     */
    public ServiceAnswer post(String path, Map<String, ?> body) {
        return call("POST", path, JsonText.write(body), Map.of());
    }

    /**
     * Places an order under a key of its own: when the connection is lost it is sent once more, and the service knows it as
     * the same.
     *
     * @param body as {@link JsonText#write} takes it
     */
    public ServiceAnswer order(String path, Map<String, ?> body) {
        String text = JsonText.write(body);
        Map<String, String> headers =
                Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Autodock-Trigger", "command-line");
        try {
            return call("POST", path, text, headers);
        } catch (AutodockException e) {
            if (e.getCause() instanceof IOException && !(e.getCause() instanceof ConnectException)) {
                return call("POST", path, text, headers);
            }
            throw e;
        }
    }

    /** A value as one segment of a path. */
    public static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ServiceAnswer call(String method, String path, @Nullable String body, Map<String, String> headers) {
        try {
            HttpURLConnection connection = opened(method, path);
            headers.forEach(connection::setRequestProperty);
            if (body != null) {
                send(connection, body);
            }
            int status = connection.getResponseCode();
            return ServiceAnswer.believed(location, status, received(connection, status));
        } catch (IOException e) {
            throw AutodockException.caused(ProblemCode.UNAVAILABLE, sentence(e), e);
        }
    }

    private HttpURLConnection opened(String method, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(location.server() + path).toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secured && location.authority() != null) {
            secured.setSSLSocketFactory(TrustedAuthority.socketFactory(location.authority()));
        }
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json, application/problem+json");
        if (!location.token().isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + location.token());
        }
        return connection;
    }

    private static void send(HttpURLConnection connection, String body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] received(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private String sentence(IOException failure) {
        String server = location.server();
        if (failure instanceof ConnectException) {
            return "no Autodock service answers at " + server
                    + "; start one with \"autodock serve\", or name one with --server";
        }
        if (failure instanceof UnknownHostException) {
            return "no Autodock service at " + server + ": its host name is not known";
        }
        if (failure instanceof SocketTimeoutException) {
            return "the service at " + server + " does not answer in time";
        }
        if (failure instanceof SSLException) {
            return "no trusted connection to " + server + ": " + failure.getMessage();
        }
        return "the connection to " + server + " was lost: " + failure.getMessage();
    }
}
