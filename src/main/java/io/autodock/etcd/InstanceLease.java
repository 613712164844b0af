package io.autodock.etcd;

import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.support.CloseableClient;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of this instance: what it has claimed goes when it dies. It is kept alive in the background; once it is lost,
 * the next {@link #id()} makes a new one, and whatever hung on the old one is gone.
 */
public final class InstanceLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceLease.class);

    private final EtcdStore store;
    private final Duration ttl;
    private long current;
    private @Nullable CloseableClient keepAlive;

    /** A lease that ends that long after its instance was last heard of. */
    public InstanceLease(EtcdStore store, Duration ttl) {
        this.store = store;
        this.ttl = ttl;
    }

    /** The id of the living lease. */
    public synchronized long id() {
        if (current == 0) {
            long granted = store.grantLease(ttl);
            keepAlive = store.client().getLeaseClient().keepAlive(granted, new Watcher(granted));
            current = granted;
        }
        return current;
    }

    private synchronized void lost(long lease, String how) {
        if (current == lease) {
            LOG.warn("The lease of this instance is lost: {}; what it had claimed will be claimed again", how);
            current = 0;
            stopKeepAlive();
        }
    }

    private void stopKeepAlive() {
        CloseableClient closing = keepAlive;
        keepAlive = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public synchronized void close() {
        current = 0;
        stopKeepAlive();
    }

    private final class Watcher implements StreamObserver<LeaseKeepAliveResponse> {
        private final long lease;

        Watcher(long lease) {
            this.lease = lease;
        }

        @Override
        public void onNext(LeaseKeepAliveResponse response) {
            if (response.getTTL() <= 0) {
                lost(lease, "it ran out");
            }
        }

        @Override
        public void onError(Throwable error) {
            lost(lease, String.valueOf(error.getMessage()));
        }

        @Override
        public void onCompleted() {
            lost(lease, "its stream ended");
        }
    }
}
