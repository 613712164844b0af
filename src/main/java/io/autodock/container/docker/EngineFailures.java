package io.autodock.container.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import io.autodock.container.EngineFailure;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Reads what docker-java and Camel's docker endpoints throw. */
public final class EngineFailures {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the failure of a call means. */
    public EngineFailure read(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AutodockException known) {
                return known.code() == ProblemCode.UNAVAILABLE
                        ? new EngineFailure.Silent(known.sentence())
                        : new EngineFailure.Refused(0, known.sentence());
            }
            if (cause instanceof DockerException answer) {
                return new EngineFailure.Refused(answer.getHttpStatus(), message(answer.getMessage()));
            }
        }
        return new EngineFailure.Silent("the Docker Engine's answer broke off: " + thrown.getMessage());
    }

    /** docker-java puts the status and the engine's JSON into its message; people want the sentence in it. */
    static String message(@Nullable String text) {
        String shown = text == null ? "" : text;
        int json = shown.indexOf('{');
        if (json < 0) {
            return shown.strip();
        }
        try {
            String message =
                    JSON.readTree(shown.substring(json)).path("message").asText("");
            return message.isEmpty() ? shown.strip() : message.strip();
        } catch (JsonProcessingException notJson) {
            return shown.strip();
        }
    }
}
