package io.autodock.restart;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.problem.AutodockException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the events of every host server of the docker cluster, each on a thread of its own, and again when they break off. */
public final class RestartWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestartWatch.class);
    private static final Duration FIRST_REST = Duration.ofMillis(250);

    private final HostDirectory directory;
    private final EngineEvents events;
    private final Restarts restarts;
    private final Duration longestRest;
    private final Map<HostServer, Follower> followers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param longestRest between two tries to reach an engine */
    public RestartWatch(HostDirectory directory, EngineEvents events, Restarts restarts, Duration longestRest) {
        this.directory = directory;
        this.events = events;
        this.restarts = restarts;
        this.longestRest = longestRest;
    }

    /** Begins to follow host servers that are new, and ceases to follow those that are gone. */
    public void round() {
        try {
            List<HostServer> hosts = directory.list();
            followers.keySet().stream().filter(host -> !hosts.contains(host)).forEach(host -> stop(host));
            hosts.forEach(host -> followers.computeIfAbsent(host, Follower::new));
        } catch (AutodockException later) {
            LOG.warn("Host servers that are new are not followed yet: {}", later.sentence());
        }
    }

    private void stop(HostServer host) {
        Follower gone = followers.remove(host);
        if (gone != null) {
            gone.thread.interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        followers.keySet().forEach(this::stop);
    }

    private final class Follower {

        private final HostServer host;
        private final Thread thread;

        Follower(HostServer host) {
            this.host = host;
            this.thread = new Thread(this::follow, "events-" + host.name());
            thread.setDaemon(true);
            thread.start();
        }

        private void follow() {
            Duration rest = FIRST_REST;
            while (!Thread.currentThread().isInterrupted() && closing.getCount() > 0) {
                rest = once() ? FIRST_REST : doubled(rest);
                pause(rest);
            }
        }

        /** Whether the engine could be followed at all. */
        private boolean once() {
            try {
                events.follow(host, restarts::died);
                return true;
            } catch (AutodockException silent) {
                LOG.debug("The events of {} break off: {}", host.name(), silent.sentence());
                return false;
            } catch (RuntimeException unforeseen) {
                LOG.warn("The events of {} break off", host.name(), unforeseen);
                return false;
            }
        }

        private Duration doubled(Duration rest) {
            Duration twice = rest.multipliedBy(2);
            return twice.compareTo(longestRest) < 0 ? twice : longestRest;
        }

        private void pause(Duration rest) {
            try {
                if (closing.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.currentThread().interrupt();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
