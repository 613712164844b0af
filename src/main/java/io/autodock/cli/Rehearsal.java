package io.autodock.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.autodock.cli.http.Session;
import io.autodock.cli.terminal.Console;
import io.autodock.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands once against a service that says the same to everything, so that the JVM can record which classes they
 * take ({@code autodock}, the launcher, asks for it after a build). It calls nothing outside this process.
 */
public final class Rehearsal {

    private static final String ANSWER = """
            {"request": "r", "operation": "create", "user": "u", "formation": "f", "state": "done", "sentence": "done",
             "possible": true, "image": {"written": "i", "digest": "d"}, "notices": ["n"],
             "apps": [{"hostname": "h", "host-server": "s", "state": "running", "ports": ["8080:80"], "ssh-port": 9023}],
             "formations": [{"user": "u", "formation": "f", "number": 1, "apps": []}],
             "hosts": [{"host-server": "s", "state": "answers", "load15": 0.1, "active": true, "apps": 1}],
             "requests": [{"request": "r", "operation": "create", "user": "u", "formation": "f", "state": "done"}],
             "tokens": []}
            """;

    private static final List<List<String>> COMMANDS = List.of(
            List.of("list"),
            List.of("list", "--json"),
            List.of("show", "-u", "u", "-f", "f"),
            List.of("hosts"),
            List.of("requests"),
            List.of("request", "r", "--follow"),
            List.of("plan", "create", "-u", "u", "-f", "f", "-s", "s", "-p", "8080:80", "-v", "/data"),
            List.of("-u", "u", "-f", "f", "-s", "s", "-n", "1"),
            List.of("delete", "-u", "u", "-f", "f", "--no-wait"),
            List.of("verify"),
            List.of("token", "list"),
            List.of("list", "--unknown"),
            List.of("--help"));

    private Rehearsal() {}

    /** Rehearses every command, as on a terminal and as on a pipe. */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::answer);
        server.start();
        Autodock.console(System.getenv());
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> environment =
                    Map.of("AUTODOCK_SERVER", address, "AUTODOCK_TOKEN", "none", "TERM", "any");
            rehearse(environment, Terminal.none(true));
            rehearse(environment, Terminal.described(environment, true, () -> Terminal.Size.USUAL));
        } finally {
            server.stop(0);
        }
    }

    private static void rehearse(Map<String, String> environment, Terminal terminal) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Session session = new Session(new Console(nowhere, nowhere, terminal), environment);
        for (List<String> command : COMMANDS) {
            new Autodock(session, configuration -> {}).run(command);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
