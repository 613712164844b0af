package io.autodock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The event bus of the lab's Salt master: what is told on it from now on, and a way to fire events as its root does. */
public final class LabBus implements AutoCloseable {

    private static final String REQUESTS = "autodock/request/";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration TOLD = Duration.ofSeconds(20);

    private final Process listener;
    private final Path heard;

    private LabBus(Process listener, Path heard) {
        this.listener = listener;
        this.heard = heard;
    }

    /** Listens to all that is told of requests. */
    public static LabBus listen() throws IOException {
        Lab lab = Lab.get();
        Path heard = Files.createTempFile(Files.createDirectories(Path.of("target")), "bus", "");
        Process listener = new ProcessBuilder(
                        lab.fact("AUTODOCK_LAB_SALT_PROGRAMS") + "/python",
                        "src/test/resources/salt/listen.py",
                        lab.fact("AUTODOCK_LAB_SALT_SETTINGS") + "/master",
                        REQUESTS)
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .start();
        LabBus bus = new LabBus(listener, heard);
        Await.until("the bus is listened to", START, () -> bus.lines().contains("listening"));
        return bus;
    }

    /** Waits until a request's states were told, one after the other. */
    public void awaitStates(String request, List<String> states) {
        Await.until("the bus told " + states + " of " + request, TOLD, () -> states(request)
                .equals(states));
    }

    private List<String> states(String request) throws IOException {
        String start = REQUESTS + request + "/";
        return lines().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length(), line.indexOf(' ')))
                .toList();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(heard);
    }

    /** All that was heard. */
    public String text() throws IOException {
        return Files.readString(heard);
    }

    /** Fires an event on the master. */
    public static void fire(String tag, String data) {
        String answer = Lab.get().run("master", "salt-run", "--out=json", "-l", "quiet", "event.send", tag, data);
        if (!answer.strip().equals("true")) {
            throw new AssertionError("the master did not take " + tag + ": " + answer);
        }
    }

    @Override
    public void close() {
        listener.destroy();
    }
}
