package io.autodock.etcd;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real etcd of the test class's own, on loopback, with its data in a folder below {@code target}. */
public final class RealEtcd implements BeforeAllCallback, AfterAllCallback {

    private @Nullable PrivateEtcd etcd;
    private @Nullable EtcdStore store;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path target = java.nio.file.Files.createDirectories(Path.of("target"));
        etcd = PrivateEtcd.start(java.nio.file.Files.createTempDirectory(target, "etcd"));
        store = etcd.connection(Duration.ofSeconds(5)).open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (store != null) {
            store.close();
        }
        if (etcd != null) {
            etcd.close();
        }
    }

    /** A store on it. */
    public EtcdStore store() {
        return java.util.Objects.requireNonNull(store);
    }

    /** Where it listens. */
    public String endpoint() {
        return java.util.Objects.requireNonNull(etcd).endpoint();
    }
}
