package io.autodock.etcd;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An etcd of our own, where none is configured: the real program as a child process, its data in the state directory. One
 * that an earlier process of ours left behind when it was killed is taken over, since it holds the data's lock.
 */
public final class PrivateEtcd implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateEtcd.class);
    private static final Duration START = Duration.ofSeconds(30);
    private static final int STARTS = 3;

    private final int port;
    private final ProcessHandle process;
    private final FileChannel lock;
    private final PrivateAccount account;

    private PrivateEtcd(Path directory, int port, ProcessHandle process, FileChannel lock) throws IOException {
        this.account = PrivateAccount.in(directory, START);
        this.port = port;
        this.process = process;
        this.lock = lock;
    }

    /**
     * Starts it, or takes over the one that is running on that data, and waits until it answers.
     *
     * @param directory for its data and log; made where missing, readable by its owner alone
     * @throws AutodockException FAILED when the program is missing, does not start, or another service has the directory
     */
    public static PrivateEtcd start(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            FileChannel lock = lock(directory);
            Optional<PrivateEtcd> running = running(directory, lock);
            PrivateEtcd etcd = running.isPresent() ? running.get() : launch(directory, lock);
            etcd.account.closeToOthers(etcd.endpoint());
            return etcd;
        } catch (IOException e) {
            throw AutodockException.caused(ProblemCode.FAILED, "the private etcd did not start: " + e.getMessage(), e);
        }
    }

    /** Two services on one state directory would each believe the child is theirs. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw AutodockException.of(
                    ProblemCode.FAILED, "another autodock serve uses the state directory " + directory.getParent());
        }
        return channel;
    }

    private static Optional<PrivateEtcd> running(Path directory, FileChannel lock) throws IOException {
        Path note = directory.resolve("process");
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        List<String> words = Arrays.asList(Files.readString(note).strip().split(" "));
        if (words.size() != 2) {
            return Optional.empty();
        }
        int port = Integer.parseInt(words.get(1));
        Optional<ProcessHandle> found = ProcessHandle.of(Long.parseLong(words.get(0)))
                .filter(handle -> isOurs(handle, directory) && listens(port));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        LOG.info("Took over the private etcd that is running on port {}", port);
        return Optional.of(new PrivateEtcd(directory, port, found.get(), lock));
    }

    private static boolean isOurs(ProcessHandle handle, Path directory) {
        return handle.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments)
                        .contains(directory.resolve("data").toString()))
                .orElse(false);
    }

    /** Ports that are free now may be another's a moment later: a start that ends early is tried with others. */
    private static PrivateEtcd launch(Path directory, FileChannel lock) throws IOException {
        for (int attempt = 1; ; attempt++) {
            PrivateEtcd etcd = begin(directory, lock);
            if (etcd.answers()) {
                LOG.info("Started a private etcd on port {}, data in {}", etcd.port, directory);
                return etcd;
            }
            if (etcd.process.isAlive() || attempt == STARTS) {
                etcd.process.destroy();
                throw new IOException("see " + directory.resolve("log"));
            }
            LOG.info("The private etcd ended at its start; it is started on other ports");
        }
    }

    private static PrivateEtcd begin(Path directory, FileChannel lock) throws IOException {
        FreePorts free = freePorts();
        Process started = process(new ProcessBuilder(command(directory.resolve("data"), free))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()));
        Files.writeString(directory.resolve("process"), started.pid() + " " + free.clients());
        return new PrivateEtcd(directory, free.clients(), started.toHandle(), lock);
    }

    private static Process process(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    "the program etcd can't be started: install it (Debian's etcd-server), or name an etcd's addresses in autodock.etcd.endpoints",
                    e);
        }
    }

    private static List<String> command(Path data, FreePorts free) {
        String clients = "http://127.0.0.1:" + free.clients();
        String peers = "http://127.0.0.1:" + free.peers();
        return List.of(
                "etcd",
                "--data-dir",
                data.toString(),
                "--listen-client-urls",
                clients,
                "--advertise-client-urls",
                clients,
                "--listen-peer-urls",
                peers,
                "--initial-advertise-peer-urls",
                peers,
                "--initial-cluster",
                "default=" + peers,
                "--auto-compaction-mode",
                "periodic",
                "--auto-compaction-retention",
                "1h");
    }

    /** Whether it answers; false when it ended, or said nothing for the whole time of a start. */
    private boolean answers() {
        long end = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (listens(port)) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** Until the next look; there is no event to wait for. */
    private void pause() {
        try {
            process.onExit().get(50, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.trace("The private etcd is starting");
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.debug("The private etcd can't be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private record FreePorts(int clients, int peers) {}

    /** Both held at once, so that they are two. */
    private static FreePorts freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket clients = new ServerSocket(0, 1, loopback);
                ServerSocket peers = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(clients.getLocalPort(), peers.getLocalPort());
        }
    }

    /** Where its clients reach it. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * How its clients reach it.
     *
     * @param limit of every single call
     */
    public EtcdConnection connection(Duration limit) {
        return new EtcdConnection(List.of(endpoint()), Optional.of(account.account()), Optional.empty(), limit);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
            lock.close();
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException | IOException e) {
            LOG.warn("The private etcd did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
