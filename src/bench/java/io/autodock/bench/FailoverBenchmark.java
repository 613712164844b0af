package io.autodock.bench;

import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The power of one of three hosts with 30 apps goes: from link down until every app that was there answers on SSH elsewhere. */
final class FailoverBenchmark {

    private static final int APPS = 30;
    private static final int DEAD = 3;
    private static final int FIRST_PORT = 24_200;
    private static final double MOST_SECONDS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String FORMATION = "failover";

    private FailoverBenchmark() {}

    /** @param image an image whose own command is sshd, with a host key */
    static List<Figure> measure(RunningService service, String image) throws Exception {
        FormationCalls calls = new FormationCalls(service);
        calls.awaitEnd(calls.beginCreate(
                FORMATION,
                "tzfail",
                APPS,
                Map.of("image", image, "bootstrap", "none", "ports", List.of(FIRST_PORT + ":22"))));
        try {
            return List.of(new Figure(
                    "30 apps on 3 hosts, power off one, all on SSH again", "s", List.of(seconds(calls)), MOST_SECONDS));
        } finally {
            Lab.get().host("start", DEAD);
            calls.delete(FORMATION);
        }
    }

    private static double seconds(FormationCalls calls) throws Exception {
        String dead = Lab.get().host(DEAD).name();
        List<String> leaving = new ArrayList<>();
        calls.apps(FORMATION).forEach(app -> {
            if (app.hostServer().equals(dead)) {
                leaving.add(app.hostname());
            }
        });
        if (leaving.isEmpty()) {
            throw new IllegalStateException("no app is on " + dead);
        }
        long linkDown = System.nanoTime();
        Lab.get().host("stop", DEAD);
        Await.until("all apps of " + dead + " answer elsewhere", LONGEST, () -> haveMoved(calls, leaving, dead));
        return (System.nanoTime() - linkDown) / 1e9;
    }

    private static boolean haveMoved(FormationCalls calls, List<String> leaving, String dead) {
        try {
            for (FormationCalls.Place app : calls.apps(FORMATION)) {
                if (leaving.contains(app.hostname()) && (app.hostServer().equals(dead) || !greets(app))) {
                    return false;
                }
            }
            return true;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean greets(FormationCalls.Place app) throws IOException {
        String address = Lab.get().hosts().stream()
                .filter(host -> host.name().equals(app.hostServer()))
                .findFirst()
                .orElseThrow()
                .address();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, app.port()), 500);
            socket.setSoTimeout(500);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        }
    }
}
