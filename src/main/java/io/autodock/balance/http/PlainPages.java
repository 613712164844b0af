package io.autodock.balance.http;

import io.autodock.balance.push.PageReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Pages over plain HTTP, at an address of one's choice under a name of one's choice. */
public final class PlainPages implements PageReader {

    private static final int MOST_BYTES = 16 * 1024;

    private final Duration limit;

    /** @param limit of connecting, and of each wait for more */
    public PlainPages(Duration limit) {
        this.limit = limit;
    }

    @Override
    public String read(String address, int port, String host, String path) {
        try (Socket socket = new Socket()) {
            int millis = (int) limit.toMillis();
            socket.connect(new InetSocketAddress(address, port), millis);
            socket.setSoTimeout(millis);
            String call = "GET " + path + " HTTP/1.0\r\nHost: " + (host.isEmpty() ? address : host)
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return answer.startsWith("HTTP/1.1 200 ") && body > 0 ? answer.substring(body + 4) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
