package io.autodock.failover;

import io.autodock.announce.ClusterEvent;
import io.autodock.cluster.HostLosses.HostLoss;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of host servers: in the log, and to whoever listens. Never waits, never fails. */
public final class HostNews {

    private static final Logger LOG = LoggerFactory.getLogger(HostNews.class);

    private final List<Consumer<ClusterEvent>> listeners;

    /** @param listeners each is told after the log; none may fail or wait */
    public HostNews(List<Consumer<ClusterEvent>> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** A host server is lost; told by the instance that declared it, once. */
    void lost(HostLoss loss) {
        LOG.error("Host server {} is lost: {}", loss.hostServer(), loss.reason());
        tell("host/" + loss.hostServer() + "/lost", loss.reason());
    }

    /** A host server is back, and nothing stale is left there; told once. */
    void back(String hostServer) {
        LOG.warn("Host server {} is back", hostServer);
        tell("host/" + hostServer + "/back", "host server " + hostServer + " is back");
    }

    /** Too many are silent: nothing moves. Told once for each such silence. */
    void doubted(String sentence) {
        LOG.error("{}", sentence);
        tell("cluster/doubted", sentence);
    }

    private void tell(String topic, String sentence) {
        ClusterEvent event = new ClusterEvent(topic, Map.of("sentence", sentence));
        listeners.forEach(listener -> listener.accept(event));
    }
}
