package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.lab.Await;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One secret is planted, and then looked for wherever it must not be (design.md, 16). */
class SecretsIT {

    private static final String PLANTED = "Pl4nted-s3cret-value";
    private static final String OTHER = "0ther-s3cret-value";
    private static final List<String> ANSWERS = new ArrayList<>();

    /** Tells what it finds as soon as it begins. */
    private static final String READING =
            "sh -c 'wc -c < /run/secrets/db-password; trap \"exit 0\" TERM; sleep 3600 & wait'";

    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "vsteam");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aSecretIsInTheContainerAndNowhereElse(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Path typed = Files.writeString(folder.resolve("typed"), PLANTED + "\n");
        ok(service.cliReading(typed, "secret", "set", "db-password", "-u", "vsteam"));
        ok(create("safe"));
        String host = tenant.apps("safe").get(0).get("host-server").asText();
        try {
            assertEquals(PLANTED, inside(host, "cat", "/run/secrets/db-password"));
            assertEquals(
                    "400 tmpfs\n",
                    inside(
                            host,
                            "sh",
                            "-c",
                            "stat -c %a /run/secrets/db-password | tr '\\n' ' '; stat -f -c %T /run/secrets"));
            assertEquals(
                    PLANTED.length() + "\n",
                    note(service.cli("logs", "-u", "vsteam", "-f", "safe", "vssafe001"))
                            .out());
            Tenant.docker(number(host), "restart", "-t", "1", "vssafe001");
            Await.until("it has its secret again", Duration.ofSeconds(20), () -> lines(host) == 2);
            ok(service.cliReading(Files.writeString(typed, OTHER), "secret", "set", "db-password", "-u", "vsteam"));
            Await.until("it has the new value", Duration.ofSeconds(20), () -> inside(
                            host, "cat", "/run/secrets/db-password")
                    .equals(OTHER));
            assertEquals(
                    1,
                    note(service.cli("secret", "remove", "db-password", "-u", "vsteam"))
                            .status());
            note(service.cli("secret", "list", "-u", "vsteam", "--json"));
            note(service.cli("show", "-u", "vsteam", "-f", "safe", "--json"));
            note(service.cli("requests", "--json"));
            note(service.cli("verify", "-u", "vsteam", "-f", "safe", "--json"));
            lookFor(PLANTED, host);
            lookFor(OTHER, host);
        } finally {
            ok(tenant.delete("safe", ""));
        }
        ok(service.cli("secret", "remove", "db-password", "-u", "vsteam"));
        assertEquals(List.of(), tenant.left("safe", "vssafe"));
    }

    @Test
    void aSecretThatNobodyHasIsRefusedByNameAndAValueIsNotEvenSent() {
        Outcome refused = create("absent", "--secret", "nothing");
        assertEquals(2, refused.status(), refused.toString());
        assertTrue(refused.error().contains("secrets \"nothing\""), refused.error());
        Outcome inline = create("inline", "--secret", "key=" + PLANTED);
        assertEquals(2, inline.status(), inline.toString());
        assertFalse(inline.error().contains(PLANTED), inline.error());
    }

    private void lookFor(String value, String host) throws IOException {
        assertFalse(Files.readString(service.log()).contains(value), "in the log");
        assertFalse(String.join("\n", ANSWERS).contains(value), "in an answer");
        assertFalse(Tenant.docker(number(host), "inspect", "vssafe001").contains(value), "in docker inspect");
        assertFalse(processes().contains(value), "in a process list");
        try (EtcdStore etcd = service.openEtcd()) {
            String all = etcd.list("/").stream().map(Entry::value).collect(Collectors.joining("\n"));
            assertTrue(all.contains("sealed"), "etcd holds what was sealed");
            assertFalse(all.contains(value), "in etcd");
        }
        try (Stream<Path> files = Files.walk(service.state())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.startsWith(service.state().resolve("test-etcd")))
                    .toList()) {
                assertFalse(text(file).contains(value), "in " + file);
            }
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** All processes of this machine, the containers' among them, with their environments. */
    private static String processes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path process : entries.filter(
                            each -> each.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                for (String file : List.of("cmdline", "environ")) {
                    try {
                        all.append(text(process.resolve(file)));
                    } catch (IOException ended) {
                        all.append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private static long lines(String host) {
        return Tenant.docker(number(host), "logs", "vssafe001")
                .lines()
                .filter((PLANTED.length() + "")::equals)
                .count();
    }

    private static String inside(String host, String... command) {
        return LabContainers.exec(host, "vssafe001", command);
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring(host.length() - 1));
    }

    private static Outcome create(String formation, String... more) {
        return note(service.cli(Stream.concat(
                        Stream.of(
                                "create",
                                "-u",
                                "vsteam",
                                "-f",
                                formation,
                                "-s",
                                "vs" + formation,
                                "--bootstrap",
                                "none",
                                "-r",
                                "32M",
                                "--command",
                                READING),
                        more.length == 0 ? Stream.of("--secret", "db-password") : Stream.of(more))
                .toArray(String[]::new)));
    }

    private static Outcome note(Outcome outcome) {
        ANSWERS.add(outcome.out());
        ANSWERS.add(outcome.error());
        return outcome;
    }

    private static void ok(Outcome outcome) {
        note(outcome);
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
