package io.autodock.health.etcd;

import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Transaction;
import io.autodock.health.Treatment;
import io.autodock.health.TreatmentLog;
import io.autodock.json.Json;
import java.time.Duration;
import java.time.Instant;

/** Treatments below {@code /_autodock/treatment/HOSTNAME}, as keys that end by themselves. */
public final class EtcdTreatmentLog implements TreatmentLog {

    private static final String TREATMENTS = "/_autodock/treatment/";
    private static final Duration KEPT = Duration.ofHours(1);

    private final EtcdStore store;

    /** A log in that etcd. */
    public EtcdTreatmentLog(EtcdStore store) {
        this.store = store;
    }

    @Override
    public Treatment.History of(String hostname) {
        return store.get(TREATMENTS + hostname)
                .map(entry -> Json.read(entry.value(), Stored.class).history())
                .orElse(Treatment.History.NONE);
    }

    @Override
    public void note(String hostname, Treatment.History history) {
        store.commit(new Transaction()
                .putWithLease(
                        TREATMENTS + hostname,
                        Json.write(new Stored(history.times(), history.last().toString())),
                        store.grantLease(KEPT)));
    }

    /** A history as it lies in etcd. */
    record Stored(int times, String last) {
        Treatment.History history() {
            return new Treatment.History(times, Instant.parse(last));
        }
    }
}
