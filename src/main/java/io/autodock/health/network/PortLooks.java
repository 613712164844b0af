package io.autodock.health.network;

import io.autodock.formation.rule.HealthProbe;
import io.autodock.health.Examiner;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connects to a port, and asks over HTTP where that is asked for; it follows no redirect and reads no body. */
public final class PortLooks implements Examiner.PortLook {

    private static final int FIRST_BAD_STATUS = 400;
    private static final Duration MOMENT = Duration.ofMillis(150);

    private @Nullable HttpClient client;

    @Override
    public Optional<String> look(String address, int port, HealthProbe probe, Duration limit) {
        return probe instanceof HealthProbe.Http http
                ? answered(address, port, http, limit)
                : connected(address, port, limit);
    }

    private static Optional<String> connected(String address, int port, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) limit.toMillis());
            return taken(socket, limit);
        } catch (IOException failure) {
            return Optional.of(words(failure, address, port, limit));
        }
    }

    /**
     * An engine's proxy takes a connection before anybody in the container does, and drops it at once when nobody does: what
     * is still open after a moment was taken.
     */
    private static Optional<String> taken(Socket socket, Duration limit) throws IOException {
        socket.setSoTimeout((int) Math.min(MOMENT.toMillis(), limit.toMillis()));
        try {
            return socket.getInputStream().read() < 0
                    ? Optional.of("was closed at once by " + socket.getRemoteSocketAddress())
                    : Optional.empty();
        } catch (SocketTimeoutException stillOpen) {
            return Optional.empty();
        }
    }

    private Optional<String> answered(String address, int port, HealthProbe.Http probe, Duration limit) {
        try {
            HttpResponse<InputStream> answer =
                    client().send(request(address, port, probe, limit), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() < FIRST_BAD_STATUS
                    ? Optional.empty()
                    : Optional.of("answered " + answer.statusCode());
        } catch (IllegalArgumentException unwritable) {
            return Optional.of("is no address: " + unwritable.getMessage());
        } catch (IOException failure) {
            return Optional.of(words(failure, address, port, limit));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("was not waited for: Autodock is stopping");
        }
    }

    private static HttpRequest request(String address, int port, HealthProbe.Http probe, Duration limit) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + probe.path()))
                .timeout(limit)
                .header("User-Agent", "autodock-health")
                .GET()
                .build();
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            client = known;
        }
        return known;
    }

    private static String words(IOException failure, String address, int port, Duration limit) {
        String where = " at " + address + ":" + port;
        if (failure instanceof SocketTimeoutException || failure instanceof HttpTimeoutException) {
            return "did not answer within " + limit.toSeconds() + " s" + where;
        }
        if (failure instanceof ConnectException) {
            return "was refused" + where;
        }
        return "broke off" + where;
    }
}
