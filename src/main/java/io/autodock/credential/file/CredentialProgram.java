package io.autodock.credential.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.credential.Credential;
import io.autodock.credential.RegistryName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that prints the credentials of a registry as Docker's credential helpers do: called with {@code get}, it reads
 * the registry's name and prints JSON with {@code Username} and {@code Secret}. What it prints is never told.
 *
 * @param name of the helper, or the path of the program
 */
record CredentialProgram(String name) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 16;

    Credential ask(String registry) {
        String program = name.contains("/") ? name : "docker-credential-" + name;
        try {
            Process process = new ProcessBuilder(List.of(program, "get"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return answer(process, program, registry);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            throw refused(registry, program + " can't be run or prints nothing that can be read");
        }
    }

    private static Credential answer(Process process, String program, String registry) throws IOException {
        try (OutputStream question = process.getOutputStream()) {
            String asked = registry.equals(RegistryName.DEFAULT) ? "https://index.docker.io/v1/" : registry;
            question.write(asked.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode answer = JSON.readTree(output(process, program, registry));
        String username = answer.path("Username").asText("");
        String secret = answer.path("Secret").asText("");
        if (secret.isEmpty()) {
            throw refused(registry, program + " knows none");
        }
        return new Credential(username, Secret.of(secret));
    }

    private static byte[] output(Process process, String program, String registry) {
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        try {
            return output.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw refused(registry, program + " did not answer within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException broken) {
            throw refused(registry, program + " broke off");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw refused(registry, program + " was not waited for: Autodock is stopping");
        }
    }

    private static byte[] all(InputStream in) {
        try {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static AutodockException refused(String registry, String why) {
        return AutodockException.of(
                ProblemCode.UNAVAILABLE, "the credentials of registry " + registry + " can't be had: " + why);
    }
}
