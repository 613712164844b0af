package io.autodock.container.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How engines are connected to: one set of certificates for all of them, one pool for each. */
final class EngineConnections {

    private final Optional<Path> certificates;
    private @Nullable SSLContext context;

    /** @param certificates the directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem}; empty where only sockets are used */
    EngineConnections(Optional<Path> certificates) {
        this.certificates = certificates;
    }

    /** A pooled transport. */
    DockerHttpClient open(EngineEndpoint engine, Duration connecting, Duration answering, int connections) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(engine.written()))
                .sslConfig(engine instanceof EngineEndpoint.MutualTls ? tls() : null)
                .maxConnections(connections)
                .connectionTimeout(connecting)
                .responseTimeout(answering)
                .build();
    }

    /** docker-java's settings; none of the surroundings' (DOCKER_HOST, an API version) but the registry credentials. */
    DockerClientConfig configuration(EngineEndpoint engine) {
        return DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(engine.written())
                .withDockerTlsVerify(false)
                .withCustomSslConfig(engine instanceof EngineEndpoint.MutualTls ? this::sharedContext : null)
                .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION)
                .build();
    }

    /** The credentials that this machine's Docker configuration holds for an image's registry. */
    Optional<AuthConfig> credentials(EngineEndpoint engine, String image) {
        return Optional.ofNullable(configuration(engine).effectiveAuthConfig(image));
    }

    /** The directory as Camel's endpoint names it. */
    Optional<Path> certificates() {
        return certificates;
    }

    /** Why nothing came back, as the end of a sentence. */
    String reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException) {
                return "did not answer in time";
            }
            if (cause instanceof ConnectException) {
                return "cannot be reached: " + cause.getMessage();
            }
            if (cause instanceof UnknownHostException) {
                return "has an address that nobody knows";
            }
            if (cause instanceof SSLException) {
                return "and Autodock do not accept each other's certificates: " + cause.getMessage();
            }
            if (cause.getCause() == null) {
                return "broke off: " + cause.getMessage();
            }
        }
        return "broke off";
    }

    private SSLConfig tls() {
        return this::sharedContext;
    }

    private synchronized SSLContext sharedContext() {
        SSLContext ready = context;
        if (ready == null) {
            ready = read(certificates.orElseThrow(() -> AutodockException.of(
                    ProblemCode.FAILED,
                    "autodock.docker.certificate-directory is not set, and an engine is reached over TLS")));
            context = ready;
        }
        return ready;
    }

    private static SSLContext read(Path directory) {
        try {
            return new LocalDirectorySSLConfig(directory.toString()).getSSLContext();
        } catch (RuntimeException unreadable) {
            throw AutodockException.caused(
                    ProblemCode.FAILED, "the certificates in " + directory + " cannot be read", unreadable);
        }
    }
}
