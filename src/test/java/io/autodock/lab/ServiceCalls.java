package io.autodock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** Calls of a running service's API, as its local operator makes them. */
public final class ServiceCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(170);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RunningService service;

    /** What a call was answered. */
    public record Answer(int status, JsonNode body) {}

    /** Calls of that service; the service may be restarted between them. */
    public ServiceCalls(RunningService service) {
        this.service = service;
    }

    /** Makes a call. */
    public Answer call(String method, String path, String body, Map<String, String> headers) throws IOException {
        String token = JSON.readTree(Files.readAllBytes(service.state().resolve("local-operator.json")))
                .path("token")
                .asText();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Orders a formation and gives the request's id. */
    public String order(String body) throws IOException {
        Answer answer = call("POST", "/v1/formations", body, Map.of());
        if (answer.status() != 202) {
            throw new AssertionError(answer.toString());
        }
        return answer.body().path("request").asText();
    }

    /** One request. */
    public JsonNode request(String id) throws IOException {
        return call("GET", "/v1/requests/" + id, "", Map.of()).body();
    }

    /** One formation. */
    public Answer formation(String user, String formation) throws IOException {
        return call("GET", "/v1/formations/" + user + "/" + formation, "", Map.of());
    }

    /** Waits until a request has ended, and gives it. */
    public JsonNode awaitEnd(String id, Duration limit) throws IOException {
        Await.until("request " + id + " has ended; the log is " + service.log(), limit, () -> {
            String state = request(id).path("state").asText();
            return state.equals("done") || state.equals("failed");
        });
        return request(id);
    }

    /** Waits until there is a request for that formation, whoever made it, and gives its id. */
    public String awaitRequest(String user, String formation, Duration limit) throws IOException {
        Await.until("a request for " + user + "/" + formation, limit, () -> !requestFor(user, formation)
                .isEmpty());
        return requestFor(user, formation);
    }

    /** The latest request for a formation; empty for none. */
    public String requestFor(String user, String formation) throws IOException {
        for (JsonNode request :
                call("GET", "/v1/requests?most=1000", "", Map.of()).body().path("requests")) {
            if (request.path("user").asText().equals(user)
                    && request.path("formation").asText().equals(formation)) {
                return request.path("request").asText();
            }
        }
        return "";
    }
}
