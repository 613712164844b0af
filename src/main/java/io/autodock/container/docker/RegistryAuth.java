package io.autodock.container.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import io.autodock.credential.Credential;
import io.autodock.credential.Registries;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What a registry is shown, as an engine takes it along. */
final class RegistryAuth {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryAuth() {}

    /** As docker-java's commands take it; empty where the registry is asked without. */
    static Optional<AuthConfig> of(Registries.Asked asked) {
        return asked.shown().map(credential -> config(asked.registry(), credential));
    }

    /** As a header of the engine's API; none where the registry is asked without. */
    static Map<String, String> header(Registries.Asked asked) {
        return of(asked)
                .map(config -> Map.of("X-Registry-Auth", encoded(config)))
                .orElse(Map.of());
    }

    private static AuthConfig config(String registry, Credential credential) {
        String secret = new String(credential.secret().reveal(), StandardCharsets.UTF_8);
        AuthConfig config = new AuthConfig().withRegistryAddress(registry);
        return credential.isToken()
                ? config.withIdentityToken(secret)
                : config.withUsername(credential.username()).withPassword(secret);
    }

    private static String encoded(AuthConfig config) {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(JSON.writeValueAsString(config).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("credentials can't be written", unwritable);
        }
    }
}
