package io.autodock.salt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers over HTTP as salt-api does: sessions in memory, HTML errors, faults told as text. What its functions do is set by the test. */
public final class FakeSaltApi implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logins = new AtomicInteger();
    private final Map<String, Function<JsonNode, Object>> functions = new ConcurrentHashMap<>();
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public FakeSaltApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/login", this::login);
        server.createContext("/", this::run);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** What a function returns for its low data. */
    public void on(String function, Function<JsonNode, Object> answer) {
        functions.put(function, answer);
    }

    /** All later answers get this status and a page in HTML. */
    public void answerWith(int newStatus) {
        status = newStatus;
    }

    /** As after a restart: no session is known. */
    public void forgetSessions() {
        sessions.clear();
    }

    public int logins() {
        return logins.get();
    }

    /** The low data that came, oldest first. */
    public List<JsonNode> calls() {
        return List.copyOf(calls);
    }

    public SaltApi client(Path passwordFile) {
        return client(passwordFile, Duration.ofSeconds(5));
    }

    public SaltApi client(Path passwordFile, Duration answer) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new SaltApi(new SaltApiSettings(uri, Optional.empty(), "autodock", passwordFile, answer));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void login(HttpExchange exchange) throws IOException {
        logins.incrementAndGet();
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        boolean known = body.path("username").asText().equals("autodock")
                && body.path("password").asText().equals("secret")
                && body.path("eauth").asText().equals("file");
        if (!known) {
            html(exchange, 401, "Could not authenticate using provided credentials");
            return;
        }
        String token = "token" + logins.get();
        sessions.add(token);
        json(exchange, Map.of("return", List.of(Map.of("token", token))));
    }

    private void run(HttpExchange exchange) throws IOException {
        JsonNode call = JSON.readTree(exchange.getRequestBody()).path(0);
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        if (status != 200) {
            html(exchange, status, "an error page");
        } else if (token == null || !sessions.contains(token)) {
            html(exchange, 401, "No permission -- see authorization schemes");
        } else {
            calls.add(call);
            Function<JsonNode, Object> function = functions.get(call.path("fun").asText());
            json(
                    exchange,
                    Map.of("return", List.of(function == null ? "Passed invalid arguments" : function.apply(call))));
        }
    }

    private static void json(HttpExchange exchange, Object body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        send(exchange, 200, JSON.writeValueAsString(body));
    }

    private static void html(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "<!DOCTYPE html><html><body><h2>" + text + "</h2></body></html>");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
