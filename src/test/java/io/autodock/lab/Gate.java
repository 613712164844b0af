package io.autodock.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A port of this machine that leads to a server of the lab's while it is open. Shut, it is what a server is that has gone
 * away: nobody listens, and connections that were open are broken off. The lab's server itself goes on for everybody else.
 */
public final class Gate implements AutoCloseable {

    private final InetSocketAddress behind;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;

    /** An open gate before that server, on a free port of the loopback address. */
    public Gate(String host, int serverPort) throws IOException {
        behind = new InetSocketAddress(host, serverPort);
        door = listening(0);
        port = door.getLocalPort();
        threads.execute(() -> accept(door));
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Where it is, on the loopback address. */
    public int port() {
        return port;
    }

    /** From now on nobody is there. */
    public void shut() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** From now on the server is there again. */
    public void reopen() throws IOException {
        ServerSocket again = listening(port);
        door = again;
        threads.execute(() -> accept(again));
    }

    @Override
    public void close() throws IOException {
        shut();
        threads.shutdownNow();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> lead(client));
            }
        } catch (IOException shut) {
            assert listener.isClosed();
        }
    }

    private void lead(Socket client) {
        try (client;
                Socket server = new Socket()) {
            server.connect(behind, 5_000);
            open.add(client);
            open.add(server);
            threads.execute(() -> copy(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException brokenOff) {
            open.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException brokenOff) {
            assert from.isClosed() || to.isClosed();
        }
    }
}
