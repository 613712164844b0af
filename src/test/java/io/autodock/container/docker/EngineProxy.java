package io.autodock.container.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A man in the middle before a real engine of the lab, on a unix socket: passes requests on, or answers them as the test's
 * faults say. One request for each connection.
 */
public final class EngineProxy implements AutoCloseable {

    /** A channel's own streams exclude each other: nothing could be written while the next byte is awaited. */
    private record Writing(SocketChannel channel) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** What happens to a request. */
    @FunctionalInterface
    public interface Faults {

        /** The whole HTTP answer to give instead of the engine's, for {@code METHOD /path}; empty passes the request on. */
        Optional<String> answer(String request) throws InterruptedException;
    }

    private final HostServer behind;
    private final SSLContext trust;
    private final Path socket;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Faults faults = request -> Optional.empty();

    /** A proxy before that engine, with the certificates that the engine trusts. */
    public EngineProxy(HostServer behind, Path certificates) throws IOException {
        this.behind = behind;
        this.trust = new LocalDirectorySSLConfig(certificates.toString()).getSSLContext();
        this.socket = Files.createTempDirectory("engine-proxy").resolve("docker.sock");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        threads.execute(this::accept);
    }

    /** The host as seen through the proxy. */
    public HostServer host() {
        return new HostServer(
                behind.name(),
                behind.address(),
                new EngineEndpoint.Socket(socket.toString()),
                behind.minion(),
                behind.labels(),
                true);
    }

    /** What happens to requests from now on. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    /** An answer as an engine gives it. */
    public static Optional<String> json(int status, String body) {
        return Optional.of("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            assert !server.isOpen() || threads.isShutdown();
        }
    }

    private void serve(SocketChannel channel) {
        open.incrementAndGet();
        try (channel;
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(new Writing(channel))) {
            String head = head(in);
            Optional<String> answer =
                    head.isEmpty() ? Optional.of("") : faults.answer(head.substring(0, head.indexOf(" HTTP/")));
            if (answer.isPresent()) {
                out.write(answer.get().getBytes(StandardCharsets.UTF_8));
            } else {
                pass(head, in, out);
            }
        } catch (IOException brokenOff) {
            Thread.currentThread().interrupt();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    /** The engine is asked to close after its answer, so that the answer's end is the connection's. */
    private void pass(String head, InputStream in, OutputStream out) throws IOException {
        EngineEndpoint.MutualTls engine = (EngineEndpoint.MutualTls) behind.engine();
        try (Socket upstream = trust.getSocketFactory().createSocket(engine.address(), engine.port())) {
            String closing = head.replaceFirst("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            upstream.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> copy(in, upstream));
            upstream.getInputStream().transferTo(out);
        }
    }

    private static void copy(InputStream in, Socket upstream) {
        try {
            in.transferTo(upstream.getOutputStream());
        } catch (IOException over) {
            close(upstream);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
