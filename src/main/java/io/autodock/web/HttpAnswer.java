package io.autodock.web;

import io.autodock.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an HTTP call is answered: all of it, nothing else is sent.
 *
 * @param headers by name
 * @param body empty for none
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

    private static final String JSON = "application/json";

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** A view as JSON. */
    public static HttpAnswer json(int status, Object view) {
        return new HttpAnswer(status, Map.of("Content-Type", JSON), Json.write(view));
    }

    /** Nothing to say. */
    public static HttpAnswer empty() {
        return new HttpAnswer(204, Map.of(), "");
    }

    /** The same answer with one more header. */
    public HttpAnswer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }
}
