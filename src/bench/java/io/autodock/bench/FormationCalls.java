package io.autodock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formations of a running service, made and deleted over HTTP; each call waits for the end. */
final class FormationCalls {

    private static final String USER = "tzbench";
    private static final List<String> STARTED = List.of("running", "bootstrapped");
    private static final Duration FOLLOWED_EVERY = Duration.ofMillis(50);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunningService service;
    private final String token;

    FormationCalls(RunningService service) throws IOException {
        this.service = service;
        this.token = json.readTree(
                        service.state().resolve("local-operator.json").toFile())
                .path("token")
                .asText();
    }

    /** Asks for a formation, and gives the id of the request. */
    String beginCreate(String formation, String scheme, int number, Map<String, Object> more)
            throws IOException, InterruptedException {
        Map<String, Object> order = new LinkedHashMap<>(Map.of(
                "operation", "create",
                "user", USER,
                "formation", formation,
                "hostname-scheme", scheme,
                "number", number,
                "ram", 100,
                "cpu-shares", 100));
        order.putAll(more);
        JsonNode request = answer(request("/v1/formations")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(order))));
        return id(request);
    }

    /** Returns when the request tells that every app runs; asks as often as one does who follows it. */
    void awaitRunning(String id) throws IOException, InterruptedException {
        while (!isRunning(state(id, 0))) {
            Thread.sleep(FOLLOWED_EVERY.toMillis());
        }
    }

    private static boolean isRunning(JsonNode request) {
        requireGoingWell(request);
        List<String> states = new ArrayList<>();
        request.path("apps").forEach(app -> states.add(app.path("state").asText()));
        return !states.isEmpty() && states.stream().allMatch(STARTED::contains);
    }

    /** Returns when the request is done. */
    void awaitEnd(String id) throws IOException, InterruptedException {
        JsonNode request = state(id, 60);
        while (!request.path("state").asText().equals("done")) {
            requireGoingWell(request);
            request = state(id, 60);
        }
    }

    void delete(String formation) throws IOException, InterruptedException {
        awaitEnd(id(answer(request("/v1/formations/" + USER + "/" + formation).DELETE())));
    }

    private JsonNode state(String id, int wait) throws IOException, InterruptedException {
        return answer(request("/v1/requests/" + id + (wait == 0 ? "" : "?wait=" + wait))
                .GET());
    }

    private static String id(JsonNode request) {
        String id = request.path("request").asText();
        if (id.isEmpty()) {
            throw new IllegalStateException(request.toString());
        }
        return id;
    }

    private static void requireGoingWell(JsonNode request) {
        if (id(request).isEmpty() || request.path("state").asText().equals("failed")) {
            throw new IllegalStateException(request.toString());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest.Builder call) throws IOException, InterruptedException {
        return json.readTree(
                client.send(call.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
}
