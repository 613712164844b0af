package io.autodock.cases;

import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A registry that asks for a password, on the loopback of one host server of the lab: engines take that one without TLS. It
 * writes a line for each question into its log.
 */
final class GuardedRegistry implements AutoCloseable {

    static final String USER = "puller";
    static final String PASSWORD = "Pull3r-s3cret";

    /** The line of an htpasswd file for that user and password. */
    private static final String ENTRY = USER + ":$2y$05$QZ7bnc8Dk2Lr5sTgYhUjOu6ljh8CUsz6DxTcEbf8eop9FTjmIpBSS";

    private static final int PORT = 5077;

    private final int host;
    private final Path folder;
    private Process process;

    /** One with that image of the lab in it, {@link #image()}. */
    GuardedRegistry(int host) throws IOException {
        this.host = host;
        this.folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "registry");
        Files.writeString(folder.resolve("htpasswd"), ENTRY + "\n");
        process = start("");
        String lab = Lab.get().image();
        Tenant.docker(host, "pull", "-q", lab);
        Tenant.docker(host, "tag", lab, image());
        Tenant.docker(host, "push", "-q", image());
        Tenant.docker(host, "rmi", image());
        stop();
        guard();
    }

    /** What is asked for. */
    String image() {
        return name() + "/guarded:1";
    }

    String name() {
        return "127.0.0.1:" + PORT;
    }

    /** Starts it again, with its password. */
    void guard() throws IOException {
        process = start("auth:\n  htpasswd:\n    realm: lab\n    path: " + folder.resolve("htpasswd") + "\n");
    }

    private Process start(String auth) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("config.yml"),
                "version: 0.1\nlog:\n  level: info\nstorage:\n  filesystem:\n    rootdirectory: "
                        + folder.resolve("data") + "\n" + auth + "http:\n  addr: " + name() + "\n");
        String netns = "/var/run/netns/autodock-" + Lab.get().host(host).minion();
        Process started = new ProcessBuilder(
                        List.of("nsenter", "--net=" + netns, "--", "docker-registry", "serve", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Await.until("the registry listens", Duration.ofSeconds(15), () -> started.isAlive() && listens(netns));
        return started;
    }

    private static boolean listens(String netns) {
        try {
            Process looking = new ProcessBuilder("nsenter", "--net=" + netns, "--", "ss", "-Hltn", "sport = :" + PORT)
                    .redirectErrorStream(true)
                    .start();
            return new String(looking.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .contains(":" + PORT);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** How many questions it has been asked so far. */
    long questions() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log)
                ? Files.readString(log)
                        .lines()
                        .filter(line -> line.contains("\"GET /v2/") || line.contains("\"HEAD /v2/"))
                        .count()
                : 0;
    }

    /** Ends it; nobody listens there any more. */
    void stop() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
