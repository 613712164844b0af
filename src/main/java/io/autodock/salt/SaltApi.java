package io.autodock.salt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The REST interface of a Salt master, as far as Autodock's narrow account reaches: facts of named minions, and Autodock's own
 * runner. Every call is bounded; a master that does not answer is an {@link AutodockException} with {@code UNAVAILABLE}, one
 * that says no has {@code FAILED}. Safe for many threads.
 */
public final class SaltApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int CALLS_AT_ONCE = 4;
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern MINION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    private final SaltApiSettings settings;
    private final HttpClient http;
    private final Semaphore calls = new Semaphore(CALLS_AT_ONCE, true);
    private final Object login = new Object();
    private volatile @Nullable String session;

    public SaltApi(SaltApiSettings settings) {
        this.settings = settings;
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        settings.ca().ifPresent(ca -> client.sslContext(SaltTrust.ofPem(ca)));
        this.http = client.build();
    }

    /**
     * Asks minions for their facts; the silent ones are left out.
     *
     * @param minions ids, never a pattern
     * @param patience how long Salt waits for a minion, whole seconds, at least 1
     */
    public Map<String, JsonNode> facts(Collection<String> minions, Duration patience) {
        if (minions.isEmpty()) {
            return Map.of();
        }
        minions.forEach(SaltApi::checked);
        long seconds = Math.max(1, patience.toSeconds());
        JsonNode answer = call(Map.of(
                "client",
                "local",
                "tgt",
                List.copyOf(minions),
                "tgt_type",
                "list",
                "fun",
                "autodock.facts",
                "timeout",
                seconds,
                "gather_job_timeout",
                seconds));
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        // A silent minion is absent, or a sentence stands where its facts should.
        answer.properties().stream()
                .filter(entry ->
                        minions.contains(entry.getKey()) && entry.getValue().isObject())
                .forEach(entry -> facts.put(entry.getKey(), entry.getValue()));
        return facts;
    }

    /**
     * Calls a function of Autodock's runner on the master.
     *
     * @param function {@code keys}, {@code accept_keys}, {@code drop_keys}, {@code announce} or {@code master}
     * @param arguments by name
     * @return what it returned: an object, or a number for {@code announce}
     */
    public JsonNode runner(String function, Map<String, ?> arguments) {
        JsonNode answer = call(Map.of("client", "runner", "fun", "autodock." + function, "kwarg", arguments));
        if (answer.isTextual()) {
            // Salt tells wrong arguments and exceptions as text, with status 200.
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "the Salt master's autodock." + function + " failed: " + shortened(answer.asText()));
        }
        return answer;
    }

    /** The id, when it can name one minion and nothing else. */
    static String checked(String minion) {
        if (!MINION.matcher(minion).matches()) {
            throw AutodockException.invalid("minion", minion, "letters, digits, dots, hyphens and underscores");
        }
        return minion;
    }

    private JsonNode call(Map<String, ?> lowData) {
        acquire();
        try {
            HttpResponse<String> response = post("/", List.of(lowData), sessionToken());
            if (response.statusCode() == 401) {
                // A session ends with salt-api's process; a second 401 is about rights.
                response = post("/", List.of(lowData), freshToken(response.request()));
            }
            return first(response, "return");
        } finally {
            calls.release();
        }
    }

    private void acquire() {
        try {
            if (!calls.tryAcquire(settings.answer().toMillis(), TimeUnit.MILLISECONDS)) {
                throw AutodockException.of(
                        ProblemCode.UNAVAILABLE, "salt-api is busy: " + CALLS_AT_ONCE + " calls wait");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String sessionToken() {
        String token = session;
        return token == null ? logIn(null) : token;
    }

    private String freshToken(HttpRequest refused) {
        return logIn(refused.headers().firstValue("X-Auth-Token").orElse(null));
    }

    private String logIn(@Nullable String refused) {
        synchronized (login) {
            String token = session;
            if (token == null || token.equals(refused)) {
                token = logInNow();
                session = token;
            }
            return token;
        }
    }

    private String logInNow() {
        HttpResponse<String> response =
                post("/login", Map.of("username", settings.user(), "password", password(), "eauth", "file"), null);
        if (response.statusCode() == 401) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "salt-api refuses the user " + settings.user() + " or its password");
        }
        String token = first(response, "return").path("token").asText();
        if (token.isEmpty()) {
            throw AutodockException.of(ProblemCode.FAILED, "salt-api gave no token at login");
        }
        return token;
    }

    private String password() {
        try {
            return Files.readString(settings.passwordFile()).strip();
        } catch (IOException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    "autodock.salt.password-file " + settings.passwordFile() + " cannot be read",
                    e);
        }
    }

    private HttpResponse<String> post(String path, Object body, @Nullable String token) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(settings.api().resolve(path))
                    .timeout(settings.answer())
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            if (token != null) {
                request.header("X-Auth-Token", token);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON", e);
        } catch (IOException e) {
            throw AutodockException.caused(
                    ProblemCode.UNAVAILABLE, "salt-api at " + settings.api() + " does not answer: " + reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JsonNode first(HttpResponse<String> response, String field) {
        int status = response.statusCode();
        if (status == 401) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "salt-api does not allow this to the user " + settings.user() + " (external_auth)");
        }
        if (status >= 500 && status != 500) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, "salt-api answers with status " + status);
        }
        if (status != 200) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "salt-api answers with status " + status + ": " + shortened(response.body()));
        }
        JsonNode list = parsed(response.body()).path(field);
        if (!list.isArray() || list.isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "salt-api answers in an unknown form: " + shortened(response.body()));
        }
        return list.get(0);
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED, "salt-api answers with something that is not JSON: " + shortened(body), e);
        }
    }

    private static AutodockException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return AutodockException.caused(ProblemCode.UNAVAILABLE, "the call to salt-api was interrupted", cause);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("<[^>]*>", " ").strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
    }
}
