package io.autodock.cluster.etcd;

import io.autodock.cluster.FailureLog;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Failures as keys that end by themselves after 10 minutes, so that every instance counts alike. */
public final class EtcdFailureLog implements FailureLog {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final EtcdStore store;

    /** A failure log in that etcd. */
    public EtcdFailureLog(EtcdStore store) {
        this.store = store;
    }

    @Override
    public void failed(String hostServer, String sentence) {
        long lease = store.grantLease(KEPT);
        store.commit(new Transaction()
                .putWithLease(Keys.HOST_FAILURES + hostServer + "/" + UUID.randomUUID(), sentence, lease));
    }

    @Override
    public Map<String, Integer> recent() {
        Map<String, Integer> count = new HashMap<>();
        for (Entry entry : store.list(Keys.HOST_FAILURES)) {
            String rest = entry.key().substring(Keys.HOST_FAILURES.length());
            count.merge(rest.substring(0, rest.indexOf('/')), 1, Integer::sum);
        }
        return count;
    }
}
