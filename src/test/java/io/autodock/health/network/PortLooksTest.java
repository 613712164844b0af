package io.autodock.health.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.autodock.formation.rule.HealthProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Looks at real ports of this machine. */
class PortLooksTest {

    private static final String HERE = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofMillis(700);

    private final PortLooks looks = new PortLooks();

    @Test
    void aPortThatTakesAConnectionIsWell() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertEquals(Optional.empty(), tcp(server.getLocalPort()));
        }
    }

    @Test
    void aPortThatNobodyListensOnIsNot() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertEquals(Optional.of("was refused at " + HERE + ":" + port), tcp(port));
    }

    @Test
    void aConnectionThatIsDroppedAtOnceWasNotTaken() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> dropping = CompletableFuture.runAsync(() -> drop(server));
            String words = tcp(server.getLocalPort()).orElseThrow();
            assertTrue(words.startsWith("was closed at once"), words);
            dropping.join();
        }
    }

    @Test
    void aStatusBelow400IsWellAndARedirectIsNotFollowed() throws IOException {
        assertEquals(Optional.empty(), http(200));
        assertEquals(Optional.empty(), http(302));
        assertEquals(Optional.of("answered 404"), http(404));
        assertEquals(Optional.of("answered 503"), http(503));
    }

    @Test
    void whoSaysNothingOverHttpIsNotWaitedForLong() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String words = looks.look(HERE, server.getLocalPort(), new HealthProbe.Http(80, "/"), LIMIT)
                    .orElseThrow();
            assertTrue(words.startsWith("did not answer within"), words);
        }
    }

    private Optional<String> tcp(int port) {
        return looks.look(HERE, port, new HealthProbe.Tcp(80), LIMIT);
    }

    private Optional<String> http(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/ready", call -> {
            call.getResponseHeaders().add("Location", "http://192.0.2.1/elsewhere");
            call.sendResponseHeaders(status, -1);
            call.close();
        });
        server.start();
        try {
            return looks.look(
                    HERE, server.getAddress().getPort(), new HealthProbe.Http(80, "/ready"), Duration.ofSeconds(5));
        } finally {
            server.stop(0);
        }
    }

    private static void drop(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.setSoLinger(false, 0);
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
