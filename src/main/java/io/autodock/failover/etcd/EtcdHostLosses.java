package io.autodock.failover.etcd;

import io.autodock.cluster.HostLosses;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Losses as one key for each lost host server. */
public final class EtcdHostLosses implements HostLosses {

    private final EtcdStore store;

    /** Losses in that etcd. */
    public EtcdHostLosses(EtcdStore store) {
        this.store = store;
    }

    @Override
    public Map<String, HostLoss> lost() {
        Map<String, HostLoss> lost = new TreeMap<>();
        for (Entry entry : store.list(Keys.HOST_LOSSES)) {
            String host = entry.key().substring(Keys.HOST_LOSSES.length());
            Stored stored = Json.read(entry.value(), Stored.class);
            lost.put(host, new HostLoss(host, stored.since(), stored.reason()));
        }
        return lost;
    }

    @Override
    public boolean declare(HostLoss loss) {
        String key = Keys.HOST_LOSSES + loss.hostServer();
        return store.commit(
                new Transaction().whenAbsent(key).put(key, Json.write(new Stored(loss.since(), loss.reason()))));
    }

    @Override
    public boolean takeBack(String hostServer) {
        String key = Keys.HOST_LOSSES + hostServer;
        return store.get(key)
                .map(entry -> store.commit(
                        new Transaction().when(key, entry.revision()).delete(key)))
                .orElse(false);
    }

    record Stored(Instant since, String reason) {}
}
