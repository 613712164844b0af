package io.autodock.cluster.ssh;

import io.autodock.cluster.EngineEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.sshd.client.channel.ChannelExec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One engine's socket; each connection is carried by a command of its own on the engine's host. */
final class EngineTunnel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTunnel.class);
    private static final Duration OPENING = Duration.ofSeconds(5);
    private static final int PIECE = 32 * 1024;

    private final EngineEndpoint.Ssh engine;
    private final HostSessions sessions;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Executor threads;
    private volatile Optional<String> trouble = Optional.empty();

    private EngineTunnel(
            EngineEndpoint.Ssh engine,
            HostSessions sessions,
            Path socket,
            ServerSocketChannel server,
            Executor threads) {
        this.engine = engine;
        this.sessions = sessions;
        this.socket = socket;
        this.server = server;
        this.threads = threads;
    }

    /** Listens; nothing is connected to the host yet. */
    static EngineTunnel open(EngineEndpoint.Ssh engine, HostSessions sessions, Path socket, Executor threads) {
        try {
            // One that a killed service left behind.
            Files.deleteIfExists(socket);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            EngineTunnel tunnel = new EngineTunnel(engine, sessions, socket, server, threads);
            threads.execute(tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException("no socket for the engine at " + engine.written(), e);
        }
    }

    Path socket() {
        return socket;
    }

    Optional<String> trouble() {
        return trouble;
    }

    /** What docker's own client runs; the path has been checked to be of letters, digits and {@code /._-}. */
    static String command(EngineEndpoint.Ssh engine) {
        return engine.path().isEmpty()
                ? "docker system dial-stdio"
                : "docker --host unix://" + engine.path() + " system dial-stdio";
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel connection = server.accept();
                threads.execute(() -> carry(connection));
            }
        } catch (IOException closed) {
            LOG.debug("The socket {} is closed", socket);
        }
    }

    private void carry(SocketChannel connection) {
        try (connection) {
            ChannelExec command = sessions.begin(command(engine));
            try {
                command.open().verify(OPENING);
                trouble = Optional.empty();
                threads.execute(() -> send(connection, command));
                receive(command, connection);
            } finally {
                sessions.ended(command);
            }
        } catch (IOException broken) {
            trouble = Optional.of(sentence(broken));
            LOG.debug("The way to {} broke", engine.written(), broken);
        }
    }

    private static String sentence(IOException broken) {
        String message = String.valueOf(broken.getMessage());
        return message.contains("Server key did not validate")
                ? "shows no SSH host key that the file autodock.ssh.known-hosts-file has for it"
                : "cannot be reached over SSH: " + message;
    }

    /** To the engine, until the caller has no more to say. */
    private static void send(SocketChannel connection, ChannelExec command) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (OutputStream engine = command.getInvertedIn()) {
            while (connection.read(piece.clear()) >= 0) {
                engine.write(piece.array(), 0, piece.position());
                engine.flush();
            }
        } catch (IOException ended) {
            LOG.debug("A caller is gone: {}", ended.getMessage());
        }
    }

    /** From the engine, until it has no more to say. */
    private static void receive(ChannelExec command, SocketChannel connection) throws IOException {
        byte[] piece = new byte[PIECE];
        InputStream engine = command.getInvertedOut();
        int length = engine.read(piece);
        boolean anything = length > 0;
        while (length >= 0) {
            ByteBuffer left = ByteBuffer.wrap(piece, 0, length);
            while (left.hasRemaining()) {
                connection.write(left);
            }
            length = engine.read(piece);
        }
        if (!anything && command.getExitStatus() != null && command.getExitStatus() != 0) {
            throw new IOException("its command docker ended with status " + command.getExitStatus());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException left) {
            LOG.warn("The socket {} stays: {}", socket, left.getMessage());
        }
        sessions.close();
    }
}
