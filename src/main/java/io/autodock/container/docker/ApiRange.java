package io.autodock.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.cluster.EngineState;

/**
 * The API versions that an engine speaks. Autodock asks without a version, so that an engine answers in its newest:
 * whatever it is, nothing has to be negotiated again when the engine behind an address is replaced.
 */
record ApiRange(String oldest, String newest) {

    /** Mounts of type bind with their checks, and all that Autodock asks for, are in this version. */
    static final String NEEDED = "1.40";

    static ApiRange read(JsonNode version) {
        String newest = version.path("ApiVersion").asText("0.0");
        return new ApiRange(version.path("MinAPIVersion").asText(newest), newest);
    }

    EngineState judge(String hostName, String engineVersion) {
        return number(newest) >= number(NEEDED)
                ? new EngineState.Answers(engineVersion, newest)
                : new EngineState.Unusable("host server " + hostName + ": its Docker Engine speaks API " + oldest
                        + " to " + newest + "; Autodock needs " + NEEDED + " or newer");
    }

    private static int number(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            return Integer.parseInt(parts[0]) * 1000 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
