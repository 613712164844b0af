package io.autodock.failover.ssh;

import io.autodock.failover.SignsOfLife.Greeting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** The line that an sshd begins with; nobody logs in for it. */
public final class SshdGreeting implements Greeting {

    private static final byte[] BEGIN = "SSH-".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean heard(String address, int port, Duration limit) {
        int millis = (int) limit.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millis);
            socket.setSoTimeout(millis);
            InputStream in = socket.getInputStream();
            return Arrays.equals(BEGIN, in.readNBytes(BEGIN.length));
        } catch (IOException silent) {
            return false;
        }
    }
}
