package io.autodock.cli.http;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.json.JsonText;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the service answered, and it was a yes.
 *
 * @param status the HTTP status, 200 to 299
 * @param text the body as it came
 * @param body the body read; without members where it was empty
 */
public record ServiceAnswer(int status, String text, JsonObject body) {

    /**
     * An answer believed.
     *
     * @throws AutodockException the service's refusal as it said it, or UNAVAILABLE when what answers is no Autodock service
     */
    static ServiceAnswer believed(ServiceLocation location, int status, byte[] bytes) {
        JsonObject body = read(location, status, bytes);
        if (status < 200 || status > 299) {
            throw Refusal.told(location, status, body);
        }
        return new ServiceAnswer(status, new String(bytes, StandardCharsets.UTF_8).strip(), body);
    }

    private static JsonObject read(ServiceLocation location, int status, byte[] bytes) {
        try {
            return bytes.length == 0 ? new JsonObject(Map.of()) : JsonText.read(bytes);
        } catch (IOException e) {
            String sentence = location.server() + " answered " + status + ", but not as an Autodock service does";
            throw AutodockException.caused(ProblemCode.UNAVAILABLE, sentence, e);
        }
    }
}
