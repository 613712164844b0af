package io.autodock.cases;

import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import java.io.IOException;
import java.time.Duration;

/** A process of a host's own, no container, that listens on a port, or holds a connection that leaves from one. */
final class HostListener implements AutoCloseable {

    private final Process process;

    private HostListener(int host, String program) throws IOException {
        process = new ProcessBuilder(
                        "nsenter",
                        "--net=/var/run/netns/autodock-" + Lab.get().host(host).name(),
                        "python3",
                        "-c",
                        program + "; print('up', flush=True); input()")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Await.until(
                "the port of the host is taken",
                Duration.ofSeconds(10),
                () -> process.getInputStream().available() > 0);
    }

    static HostListener on(int host, int port) throws IOException {
        return new HostListener(
                host,
                "import socket; s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('0.0.0.0', "
                        + port + ")); s.listen()");
    }

    static HostListener leavingFrom(int host, int port) throws IOException {
        String[] registry = Lab.get().registry().split(":", -1);
        return new HostListener(
                host,
                "import socket; s=socket.socket(); s.bind(('', " + port + ")); s.connect(('" + registry[0] + "', "
                        + registry[1] + "))");
    }

    boolean holds() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
