package io.autodock.lab;

import io.autodock.cluster.HostServer;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.PrivateEtcd;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code autodock serve} as users run it, through the launcher, on the lab's hosts and Salt master, with an etcd of its own
 * and a state directory below {@code target}. Tests that need the events of the lab's Salt master start it {@link
 * #atTheLabsDoor()}; only one can be there at a time.
 */
public final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path state;
    private final @Nullable PrivateEtcd etcd;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable Process process;

    /** How a command of the command line ended. */
    public record Outcome(int status, String out, String error) {}

    private RunningService(Path state, @Nullable PrivateEtcd etcd) {
        this.state = state;
        this.etcd = etcd;
    }

    /** A service on free ports, ready to answer, with the lab's host servers in its docker cluster. */
    public static RunningService start() throws IOException {
        return start(Map.of());
    }

    /** The same with more settings, by their keys. */
    public static RunningService start(Map<String, String> more) throws IOException {
        RunningService service = prepare("10.213.77.1", freePort());
        service.settings.putAll(more);
        service.restart();
        service.addHosts();
        return service;
    }

    /** A service where the lab's Salt master delivers its events. */
    public static RunningService atTheLabsDoor() throws IOException {
        RunningService service = prepare("10.213.77.1", 8440);
        service.settings.put("autodock.salt.engine-token-file", Lab.get().fact("AUTODOCK_LAB_ENGINE_TOKEN_FILE"));
        service.restart();
        service.addHosts();
        return service;
    }

    /** A service with no configuration but its state directory and ports: its etcd is its own child, and it has no host yet. */
    public static RunningService alone() throws IOException {
        RunningService service = new RunningService(newState(), null);
        service.settings.put("autodock.state-directory", service.state.toString());
        service.settings.put("autodock.http.host", "127.0.0.1");
        service.settings.put("autodock.http.port", String.valueOf(freePort()));
        service.settings.put("autodock.management.port", String.valueOf(freePort()));
        service.restart();
        return service;
    }

    private static Path newState() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "service");
    }

    private static RunningService prepare(String host, int port) throws IOException {
        Path state = newState();
        PrivateEtcd etcd = PrivateEtcd.start(state.resolve("test-etcd"));
        RunningService service = new RunningService(state, etcd);
        Lab lab = Lab.get();
        Map<String, String> settings = service.settings;
        settings.put("autodock.state-directory", state.toString());
        settings.put("autodock.profile", System.getProperty("autodock.profile", "lab"));
        settings.put("autodock.http.host", host);
        settings.put("autodock.http.port", String.valueOf(port));
        settings.put("autodock.management.port", String.valueOf(freePort()));
        settings.put("autodock.etcd.endpoints", etcd.endpoint());
        settings.put("autodock.etcd.user", "root");
        settings.put(
                "autodock.etcd.password-file",
                state.resolve("test-etcd/password").toString());
        settings.put(
                "autodock.docker.certificate-directory",
                lab.dockerCertificates().toString());
        settings.put("autodock.image", lab.image());
        settings.put("autodock.salt.api", lab.fact("AUTODOCK_LAB_SALT_API"));
        settings.put("autodock.salt.ca", lab.fact("AUTODOCK_LAB_SALT_CA"));
        settings.put("autodock.salt.user", lab.fact("AUTODOCK_LAB_SALT_USER"));
        settings.put("autodock.salt.password-file", lab.fact("AUTODOCK_LAB_SALT_PASSWORD_FILE"));
        settings.put("autodock.salt.masters", lab.fact("AUTODOCK_LAB_SALT_MASTER"));
        return service;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, or starts it again after {@link #kill()} or {@link #stop()}, and waits until it answers. */
    public void restart() throws IOException {
        Path configuration = state.resolve("autodock.properties");
        Files.writeString(
                configuration,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining("\n")));
        // The one of an earlier start would pass for this start's.
        Files.deleteIfExists(state.resolve("local-operator.json"));
        Process started = command(List.of("serve", "--config", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        Await.until("the service answers; its log is " + log(), START, () -> answers(started));
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("the service ended: " + text(log()));
        }
        try {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + settings.get("autodock.management.port") + "/observe/health")
                            .toURL()
                            .openConnection();
            return call.getResponseCode() == 200 && Files.exists(state.resolve("local-operator.json"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private void addHosts() {
        for (HostServer host : Lab.get().hosts()) {
            Outcome added = cli("host", "add", host.name(), "--address", host.address(), "--minion", host.minion());
            if (added.status() != 0) {
                throw new IllegalStateException(added.error());
            }
        }
    }

    /** Starts it with more settings, by their keys, or with others. */
    public void restart(Map<String, String> more) throws IOException {
        settings.putAll(more);
        restart();
    }

    /** A setting of its configuration. */
    public String setting(String key) {
        return Optional.ofNullable(settings.get(key)).orElseThrow();
    }

    /** Runs a command of the command line as the local operator. */
    public Outcome cli(String... arguments) {
        return cli(Map.of(), arguments);
    }

    /** Runs a command of the command line with more environment, such as {@code AUTODOCK_TOKEN}. */
    public Outcome cli(Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile(state, "out", "");
            Path error = Files.createTempFile(state, "error", "");
            ProcessBuilder builder = command(Arrays.asList(arguments))
                    .redirectOutput(out.toFile())
                    .redirectError(error.toFile());
            builder.environment().put("AUTODOCK_STATE", state.toString());
            builder.environment().putAll(environment);
            Process started = builder.start();
            if (!started.waitFor(180, TimeUnit.SECONDS)) {
                started.destroyForcibly();
                throw new IllegalStateException("autodock " + List.of(arguments) + " did not end: " + text(out));
            }
            return new Outcome(started.exitValue(), text(out), text(error));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProcessBuilder command(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Path.of("autodock").toAbsolutePath().toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Ends it as a power cut would: SIGKILL. */
    public void kill() {
        end(running -> running.toHandle().destroyForcibly());
    }

    /** Ends it in good order. */
    public void stop() {
        end(Process::destroy);
    }

    private void end(java.util.function.Consumer<Process> ending) {
        Process running = process;
        if (running == null) {
            return;
        }
        ending.accept(running);
        try {
            if (!running.waitFor(40, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** Its process, for signals and for looking at its memory. */
    public ProcessHandle handle() {
        return Optional.ofNullable(process).orElseThrow().toHandle();
    }

    /** Where its API is. */
    public URI url() {
        return URI.create("http://" + settings.get("autodock.http.host") + ":" + settings.get("autodock.http.port"));
    }

    /** Its state directory. */
    public Path state() {
        return state;
    }

    /** A folder of dropped files: inbox, accepted, done, failed or rejected. */
    public Path folder(String name) {
        return state.resolve(name);
    }

    /** What it logged. */
    public Path log() {
        return state.resolve("log");
    }

    /** Where its etcd is, for other clients. */
    public String etcdEndpoint() {
        return testEtcd().endpoint();
    }

    /** The file with the password of its etcd's user {@code root}. */
    public Path etcdPasswordFile() {
        return state.resolve("test-etcd/password");
    }

    /** Its etcd; close it after use. */
    public EtcdStore openEtcd() {
        return testEtcd().connection(Duration.ofSeconds(5)).open();
    }

    private PrivateEtcd testEtcd() {
        return Optional.ofNullable(etcd).orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        if (etcd != null) {
            etcd.close();
        }
    }
}
