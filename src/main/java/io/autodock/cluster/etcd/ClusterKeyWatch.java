package io.autodock.cluster.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.problem.AutodockException;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what hands and scripts do to {@code docker_cluster}: a name that is gone although its record is still there was
 * taken out by somebody else than Autodock. With apps on it that host server is told of at once; it gets no new apps, those
 * that are there go on, can be listed and removed, and verify writes its name back. Without apps it is left out, as asked.
 */
public final class ClusterKeyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterKeyWatch.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final EtcdStore store;
    private final EtcdHostDirectory directory;
    private final Consumer<String> takenOut;
    private final Executor executor;
    private final ScheduledExecutorService later = new ScheduledThreadPoolExecutor(1, ClusterKeyWatch::thread);
    private Set<String> told = Set.of();
    private Watch.@Nullable Watcher watcher;
    private @Nullable Future<?> next;

    /**
     * Watches nothing yet.
     *
     * @param takenOut is told each host server with apps that was taken out by hand, once
     * @param executor where a change is looked at: the watch's own thread must not wait
     */
    public ClusterKeyWatch(EtcdStore store, Consumer<String> takenOut, Executor executor) {
        this.store = store;
        this.directory = new EtcdHostDirectory(store);
        this.takenOut = takenOut;
        this.executor = executor;
    }

    /** Looks once, and at every change from then on. */
    public void start() {
        executor.execute(this::begin);
    }

    /** A watch resumes by itself but after a compaction: then it begins anew behind what is read now. */
    private synchronized void begin() {
        if (later.isShutdown()) {
            return;
        }
        try {
            long read = store.get(Keys.DOCKER_CLUSTER).map(Entry::revision).orElse(0L);
            look();
            WatchOption behind = WatchOption.builder().withRevision(read + 1).build();
            watcher = store.client()
                    .getWatchClient()
                    .watch(
                            EtcdStore.bytes(Keys.DOCKER_CLUSTER),
                            behind,
                            Watch.listener(change -> executor.execute(this::look), error -> again(), this::again));
        } catch (AutodockException silent) {
            again();
        }
    }

    private synchronized void again() {
        if (!later.isShutdown()) {
            next = later.schedule(() -> executor.execute(this::begin), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        try {
            Set<String> out = takenOutWithApps();
            out.stream().filter(host -> !told.contains(host)).forEach(takenOut);
            told = out;
        } catch (AutodockException silent) {
            LOG.warn("docker_cluster is looked at later: {}", silent.sentence());
        }
    }

    private Set<String> takenOutWithApps() {
        Set<String> members = directory.list().stream().map(host -> host.name()).collect(Collectors.toSet());
        return directory.known().stream()
                .map(host -> host.name())
                .filter(host -> !members.contains(host))
                .filter(host -> store.get(Keys.HOST_BOOKS + host).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "docker-cluster-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        if (next != null) {
            next.cancel(false);
        }
        later.shutdown();
        if (watcher != null) {
            watcher.close();
        }
    }
}
