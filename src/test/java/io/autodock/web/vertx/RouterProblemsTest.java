package io.autodock.web.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterProblemsTest {

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        router.post("/v1/orders")
                .handler(BodyHandler.create(false))
                .handler(context -> context.end("read " + context.body().length()));
        new RouterProblems(router, Duration.ofMillis(300)).install();
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    private String send(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCallThatDoesNotComeToItsEndIsEnded() throws IOException {
        String answer = send("POST /v1/orders HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "", "1", "{", "");
        assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        assertTrue(answer.contains("\"title\":\"Request Timeout\""), answer);
    }

    @Test
    void aWholeCallIsLeftAlone() throws IOException {
        String answer = send("POST /v1/orders HTTP/1.1", "Host: x", "Connection: close", "Content-Length: 2", "", "{}");
        assertTrue(answer.endsWith("read 2"), answer);
    }

    @Test
    void listenersAreReachedFromTheirOwnMachine() {
        assertEquals("http://127.0.0.1:1", new PlatformHttp.Listener("0.0.0.0", 1).localUrl());
        assertEquals("http://[::1]:1", new PlatformHttp.Listener("::1", 1).localUrl());
        assertEquals("http://10.0.0.1:1", new PlatformHttp.Listener("10.0.0.1", 1).localUrl());
    }
}
