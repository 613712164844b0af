package io.autodock.etcd;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an etcd is reached.
 *
 * @param endpoints its members, as URLs
 * @param account name and password, where it asks for one
 * @param tls certificates, where it speaks TLS
 * @param limit of every single call
 */
public record EtcdConnection(List<String> endpoints, Optional<Account> account, Optional<Tls> tls, Duration limit) {

    /** Formation records of a thousand apps come a page at a time. */
    private static final int MOST_ANSWER_BYTES = 128 * 1024 * 1024;

    public EtcdConnection {
        endpoints = List.copyOf(endpoints);
    }

    /** A user of etcd. */
    public record Account(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Certificates in PEM.
     *
     * @param clientCertificate with its key, where etcd asks clients for one
     */
    public record Tls(Path ca, Optional<Path> clientCertificate, Optional<Path> clientKey) {}

    /** A store on it; nothing is sent yet. */
    public EtcdStore open() {
        ClientBuilder builder =
                Client.builder().endpoints(endpoints.toArray(String[]::new)).maxInboundMessageSize(MOST_ANSWER_BYTES);
        account.ifPresent(
                known -> builder.user(EtcdStore.bytes(known.user())).password(EtcdStore.bytes(known.password())));
        tls.ifPresent(certificates -> secure(builder, certificates));
        return new EtcdStore(builder.build(), limit);
    }

    private static void secure(ClientBuilder builder, Tls tls) {
        try {
            SslContextBuilder ssl =
                    GrpcSslContexts.forClient().trustManager(tls.ca().toFile());
            if (tls.clientCertificate().isPresent() && tls.clientKey().isPresent()) {
                ssl.keyManager(
                        tls.clientCertificate().get().toFile(),
                        tls.clientKey().get().toFile());
            }
            builder.sslContext(ssl.build());
        } catch (IOException | IllegalArgumentException e) {
            throw AutodockException.caused(
                    ProblemCode.INVALID, "the certificates for etcd can't be used: " + e.getMessage(), e);
        }
    }

    /** A password as it stands in a file, without the line's end. */
    public static String password(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw AutodockException.caused(ProblemCode.INVALID, "the password file " + file + " can't be read", e);
        }
    }
}
