package io.autodock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Formations of a running service, made and deleted over HTTP; each call waits for the end. */
final class FormationCalls {

    private static final String USER = "tzbench";

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

    void create(String formation, String scheme, int number, Map<String, Object> more)
            throws IOException, InterruptedException {
        Map<String, Object> order = new java.util.LinkedHashMap<>(Map.of(
                "operation", "create",
                "user", USER,
                "formation", formation,
                "hostname-scheme", scheme,
                "number", number,
                "ram", 100,
                "cpu-shares", 100));
        order.putAll(more);
        ended(request("/v1/formations?wait=60")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(order))));
    }

    void delete(String formation) throws IOException, InterruptedException {
        ended(request("/v1/formations/" + USER + "/" + formation + "?wait=60").DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).header("Authorization", "Bearer " + token);
    }

    private void ended(HttpRequest.Builder call) throws IOException, InterruptedException {
        JsonNode request = answer(call);
        while (!List.of("done", "failed").contains(request.path("state").asText())) {
            if (request.path("id").asText().isEmpty()) {
                throw new IllegalStateException(request.toString());
            }
            request = answer(request("/v1/requests/" + request.path("id").asText() + "?wait=60")
                    .GET());
        }
        if (request.path("state").asText().equals("failed")) {
            throw new IllegalStateException(request.toString());
        }
    }

    private JsonNode answer(HttpRequest.Builder call) throws IOException, InterruptedException {
        return json.readTree(
                client.send(call.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
}
