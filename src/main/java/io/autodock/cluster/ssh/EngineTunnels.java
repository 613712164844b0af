package io.autodock.cluster.ssh;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineWay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Engines over SSH: each has a unix socket in a directory that only this user may enter, and every connection to it becomes
 * one {@code docker system dial-stdio} on the engine's host. So whoever speaks to a local engine speaks to these too.
 */
public final class EngineTunnels implements EngineWay, AutoCloseable {

    /** The path of a socket has at most 108 bytes. */
    private static final int LONGEST = 90;

    private final HostLogins logins;
    private final Map<EngineEndpoint.Ssh, EngineTunnel> tunnels = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(EngineTunnels::thread);
    private final Path wanted;
    private @Nullable Path directory;

    /**
     * Makes nothing before it is needed.
     *
     * @param logins owned from now on
     * @param directory for the sockets; another one is taken where its path is too long for them
     */
    public EngineTunnels(HostLogins logins, Path directory) {
        this.logins = logins;
        this.wanted = directory.toAbsolutePath();
    }

    private synchronized Path directory() {
        Path ready = directory;
        if (ready == null) {
            ready = made();
            directory = ready;
        }
        return ready;
    }

    private Path made() {
        FileAttribute<?> own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            if (wanted.toString().length() > LONGEST) {
                return Files.createTempDirectory("autodock-", own);
            }
            return Files.isDirectory(wanted) ? wanted : Files.createDirectory(wanted, own);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the engines' sockets can be made", e);
        }
    }

    @Override
    public Path socket(EngineEndpoint.Ssh engine) {
        return tunnel(engine).socket();
    }

    @Override
    public Optional<String> trouble(EngineEndpoint.Ssh engine) {
        return tunnel(engine).trouble();
    }

    private EngineTunnel tunnel(EngineEndpoint.Ssh engine) {
        return tunnels.computeIfAbsent(
                engine,
                key -> EngineTunnel.open(
                        key,
                        new HostSessions(logins, key),
                        directory().resolve(count.incrementAndGet() + ".sock"),
                        threads));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "engine-tunnel");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        tunnels.values().forEach(EngineTunnel::close);
        threads.shutdownNow();
        logins.close();
        deleteDirectory();
    }

    private synchronized void deleteDirectory() {
        try {
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
