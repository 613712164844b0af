package io.autodock.credential.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.credential.Credential;
import io.autodock.credential.Credentials;
import io.autodock.credential.RegistryName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials from a file in the form of Docker's {@code config.json}: {@code auths} with what a registry is shown, {@code
 * credHelpers} with the program that prints it (a name means {@code docker-credential-NAME}, a path the program itself). The
 * file is read whenever it is needed; what a program printed is remembered for some minutes, or until it is refused.
 */
public final class DockerConfigFile implements Credentials {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** Docker's own name for its registry. */
    private static final List<String> DOCKER_HUB = List.of("https://index.docker.io/v1/", "index.docker.io");

    private final Path file;
    private final Clock clock;
    private final Map<String, Printed> printed = new ConcurrentHashMap<>();

    private record Printed(Credential credential, Instant until) {}

    /** Reads nothing yet. */
    public DockerConfigFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public Optional<Credential> of(String registry) {
        JsonNode whole = read();
        String helper = entry(whole.path("credHelpers"), registry).asText("");
        if (!helper.isEmpty()) {
            return Optional.of(printed(registry, helper));
        }
        return Optional.of(entry(whole.path("auths"), registry))
                .filter(JsonNode::isObject)
                .flatMap(node -> credential(registry, node));
    }

    @Override
    public void refused(String registry) {
        printed.remove(registry);
    }

    private JsonNode read() {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException broken) {
            throw unreadable("is no JSON");
        } catch (IOException absent) {
            throw unreadable("can't be read");
        }
    }

    /** Without the parser's own words: they quote the file. */
    private AutodockException unreadable(String why) {
        return AutodockException.of(
                ProblemCode.UNAVAILABLE, "the file with the credentials of registries, " + file + ", " + why);
    }

    private static JsonNode entry(JsonNode entries, String registry) {
        for (String name : names(registry)) {
            if (entries.has(name)) {
                return entries.path(name);
            }
        }
        return JSON.missingNode();
    }

    private static List<String> names(String registry) {
        return registry.equals(RegistryName.DEFAULT)
                ? List.of(registry, DOCKER_HUB.get(0), DOCKER_HUB.get(1))
                : List.of(registry, "https://" + registry, "http://" + registry);
    }

    private Optional<Credential> credential(String registry, JsonNode node) {
        if (node.hasNonNull("identitytoken")) {
            return Optional.of(new Credential(
                    Credential.TOKEN, Secret.of(node.path("identitytoken").asText())));
        }
        if (node.hasNonNull("username") && node.hasNonNull("password")) {
            return Optional.of(new Credential(
                    node.path("username").asText(),
                    Secret.of(node.path("password").asText())));
        }
        return node.hasNonNull("auth")
                ? Optional.of(decoded(registry, node.path("auth").asText()))
                : Optional.empty();
    }

    private Credential decoded(String registry, String auth) {
        try {
            String both = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            if (colon > 0 && colon < both.length() - 1) {
                return new Credential(both.substring(0, colon), Secret.of(both.substring(colon + 1)));
            }
        } catch (IllegalArgumentException noBase64) {
            // Told below, like everything else that is no pair.
        }
        throw unreadable("has an \"auth\" of " + registry + " that is no USERNAME:PASSWORD in base64");
    }

    private Credential printed(String registry, String helper) {
        Printed known = printed.get(registry);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.credential();
        }
        Credential fresh = new CredentialProgram(helper).ask(registry);
        printed.put(registry, new Printed(fresh, clock.instant().plus(REMEMBERED)));
        return fresh;
    }
}
