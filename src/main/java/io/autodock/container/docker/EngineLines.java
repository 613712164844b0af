package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The lines to all engines, each opened when it is first asked for. */
public final class EngineLines implements AutoCloseable {

    private final EngineConnections connections;
    private final EngineLimits limits;
    private final EngineThreads threads = new EngineThreads();
    private final Map<Key, EngineLine> lines = new ConcurrentHashMap<>();

    /** Sentences name the host, so that two hosts behind one address have a line each. */
    private record Key(String hostName, EngineEndpoint engine) {}

    /**
     * Opens nothing yet.
     *
     * @param certificates the directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem} for engines over TLS
     */
    public EngineLines(Optional<Path> certificates, EngineLimits limits) {
        this.connections = new EngineConnections(certificates);
        this.limits = limits;
    }

    EngineLine line(HostServer host) {
        return lines.computeIfAbsent(
                new Key(host.name(), host.engine()), key -> new EngineLine(host, connections, limits, threads));
    }

    DockerClient client(HostServer host) {
        return line(host).client();
    }

    EngineLimits limits() {
        return limits;
    }

    Optional<Path> certificates() {
        return connections.certificates();
    }

    Optional<AuthConfig> credentials(HostServer host, String image) {
        return connections.credentials(host.engine(), image);
    }

    @Override
    public void close() {
        threads.close();
        try {
            for (EngineLine line : lines.values()) {
                line.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
