package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineWay;
import io.autodock.cluster.HostServer;
import io.autodock.credential.Credentials;
import io.autodock.credential.Registries;
import io.autodock.credential.RegistryPauses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The lines to all engines, each opened when it is first asked for. */
public final class EngineLines implements AutoCloseable {

    private final EngineConnections connections;
    private final EngineLimits limits;
    private final Registries registries;
    private final EngineThreads threads = new EngineThreads();
    private final Map<Key, EngineLine> lines = new ConcurrentHashMap<>();

    /** Sentences name the host, so that two hosts behind one address have a line each. */
    private record Key(String hostName, EngineEndpoint engine) {}

    /**
     * Opens nothing yet; registries are asked without credentials.
     *
     * @param certificates the directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem} for engines over TLS
     */
    public EngineLines(Optional<Path> certificates, EngineLimits limits) {
        this(certificates, Optional.empty(), limits);
    }

    /**
     * Opens nothing yet.
     *
     * @param certificates the directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem} for engines over TLS
     * @param way to engines over SSH
     */
    public EngineLines(Optional<Path> certificates, Optional<EngineWay> way, EngineLimits limits) {
        this(certificates, way, limits, new Registries(Credentials.NONE, new RegistryPauses(Clock.systemUTC())));
    }

    /**
     * Opens nothing yet.
     *
     * @param certificates the directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem} for engines over TLS
     * @param way to engines over SSH
     * @param registries what engines show them, and when
     */
    public EngineLines(
            Optional<Path> certificates, Optional<EngineWay> way, EngineLimits limits, Registries registries) {
        this.connections = new EngineConnections(certificates, way);
        this.limits = limits;
        this.registries = registries;
    }

    EngineLine line(HostServer host) {
        return lines.computeIfAbsent(
                new Key(host.name(), host.engine()), key -> new EngineLine(host, connections, limits, threads));
    }

    /** A call whose body or answer may be gigabytes, or that the engine may work on for minutes; the answer is closed by the caller. */
    public Response transfer(HostServer host, Request request) {
        return line(host).transfer(request);
    }

    /** docker-java over the line to a host's engine. */
    public DockerClient client(HostServer host) {
        return line(host).client();
    }

    EngineLimits limits() {
        return limits;
    }

    Optional<Path> certificates() {
        return connections.certificates();
    }

    Registries registries() {
        return registries;
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
