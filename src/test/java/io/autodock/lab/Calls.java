package io.autodock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls of the service's HTTP API by who holds that token. */
public record Calls(URI base, String token) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    public record Answer(int status, String body, Map<String, java.util.List<String>> headers) {

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        /** The sentence of a problem. */
        public String detail() {
            return json().path("detail").asText();
        }
    }

    /** As whom the token of that name and user was made; {@code user} empty for an operator. */
    public static Calls as(RunningService service, String name, String user) {
        RunningService.Outcome made = user.isEmpty()
                ? service.cli("token", "create", name, "--role", "operator")
                : service.cli("token", "create", name, "--user", user);
        if (made.status() != 0) {
            throw new IllegalStateException(made.error());
        }
        return new Calls(service.url(), made.out().strip());
    }

    public Answer get(String path) {
        return call("GET", path, "", Map.of());
    }

    public Answer delete(String path) {
        return call("DELETE", path, "", Map.of());
    }

    public Answer post(String path, String body) {
        return call("POST", path, body, Map.of("Content-Type", "application/json"));
    }

    /** Any call. */
    public Answer call(String verb, String path, String body, Map<String, String> headers) {
        return send(verb, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Any call, byte for byte. */
    public Answer send(String verb, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(100))
                .method(
                        verb,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new IllegalStateException(verb + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
