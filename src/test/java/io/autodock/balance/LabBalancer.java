package io.autodock.balance;

import io.autodock.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lab's nginx host, as its administrator sees it, and as a client does. */
final class LabBalancer {

    private final String name = Lab.get().fact("AUTODOCK_LAB_NGINX");
    private final String address = Lab.get().fact("AUTODOCK_LAB_NGINX_ADDRESS");

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /** The line of its SSH host key. */
    String hostKey() throws IOException {
        return Files.readAllLines(Path.of(Lab.get().fact("AUTODOCK_LAB_SSH_KNOWN_HOSTS"))).stream()
                .filter(line -> line.startsWith(address + ","))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Lets a key of Autodock's in, as the preparation of the host does. */
    void letIn(String publicLine) {
        asRoot(
                "cat >> /srv/autodock/.ssh/authorized_keys; chown autodock: /srv/autodock/.ssh/authorized_keys",
                publicLine);
    }

    /** Takes a key out again. */
    void shutOut(String publicLine) {
        String key = publicLine.split(" ", -1)[1];
        asRoot(
                "touch /srv/autodock/.ssh/authorized_keys; sed -i '\\#" + key
                        + "#d' /srv/autodock/.ssh/authorized_keys",
                "");
    }

    /** What a line of shell prints there, run by root; a failing one fails the test. */
    String asRoot(String line) {
        return asRoot(line, "");
    }

    String asRoot(String line, String input) {
        try {
            Process process = new ProcessBuilder(List.of(
                            "ssh",
                            "-i",
                            Lab.get().fact("AUTODOCK_LAB_SSH_KEY"),
                            "-o",
                            "UserKnownHostsFile=" + Lab.get().fact("AUTODOCK_LAB_SSH_KNOWN_HOSTS"),
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "ConnectTimeout=10",
                            "root@" + address,
                            line))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            try (InputStream stream = process.getInputStream()) {
                String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new AssertionError(line + ": " + output);
                }
                return output;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The process ids of the workers that take connections: others after each reload. */
    String workers() {
        return asRoot("ps -o pid=,args= --ppid $(cat /run/nginx.pid) | grep 'worker process$' || true");
    }

    /** A whole answer to a plain GET, head and body; empty when there is none. */
    String get(String host, String path) throws IOException {
        try {
            return call(80, "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n");
        } catch (ConnectException nobodyListens) {
            return "";
        }
    }

    String call(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket open(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), 5_000);
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** What an app said, when the answer is a 200; else the head of the answer. */
    String body(String host) throws IOException {
        String answer = get(host, "/");
        return answer.startsWith("HTTP/1.1 200 ")
                ? answer.substring(answer.indexOf("\r\n\r\n") + 4).strip()
                : "no: " + answer.lines().findFirst().orElse("nothing");
    }
}
