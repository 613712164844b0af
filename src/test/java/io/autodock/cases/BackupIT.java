package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Await;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import io.autodock.lab.ServiceCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved comes back, and what is not whole is no backup (case 057; 036 as far as it is about backups). */
class BackupIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private static Path root;

    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(Map.of("autodock.backup.roots", root.toString()));
        tenant = new Tenant(service, "tgback");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void deleteFormations() {
        for (String formation : List.of("shop", "still")) {
            tenant.delete(formation, "");
        }
        for (int host = 1; host <= 3; host++) {
            for (String filter : List.of("label=io.autodock.user=tgback", "label=io.autodock.kept-volume")) {
                int number = host;
                Tenant.docker(number, "volume", "ls", "--quiet", "--filter", filter)
                        .lines()
                        .forEach(volume -> Tenant.docker(number, "volume", "rm", volume));
            }
        }
    }

    @Test
    void whatWasWrittenIsThereAgainAfterADeletion() throws IOException {
        Path directory = Files.createDirectory(root.resolve("whole"));
        done(tenant.create("shop", "-s tgshop -n 1 -v /data"));
        JsonNode app = tenant.apps("shop").get(0);
        inside(app, "echo in the container > /root/note; echo in the volume > /data/note; chown 33:33 /data/note");
        done(tenant.command("backup", "shop", "-d " + directory));

        Path backup = only(directory);
        assertTrue(backup.getFileName().toString().startsWith("tgback.shop."), backup.toString());
        assertFalse(pausedOrLeft(), "nothing is paused, and no image is left");
        assertFalse(names(backup).contains("etc/salt/pki/minion/minion.pem"), "no key is in the backup");
        assertTrue(names(backup).contains("root/note"));
        inside(app, "echo newer > /data/note");
        Outcome standing = service.cli("restore", backup.toString());
        assertEquals(1, standing.status());
        assertTrue(standing.error().contains("formation tgback/shop exists"), standing.error());
        done(tenant.delete("shop", ""));
        Outcome plan = service.cli("plan", "restore", backup.toString());
        assertEquals(0, plan.status(), plan.error());

        Outcome restored = done(service.cli("restore", directory.toString()));
        JsonNode again = tenant.apps("shop").get(0);
        assertEquals("tgshop001", again.get("hostname").asText());
        assertEquals(
                "in the container\nin the volume\n33\n",
                inside(again, "cat /root/note /data/note; stat -c %u /data/note"));
        assertEquals(List.of("tgshop001"), Tenant.minionKeys("tgshop"));
        if (again.get("host-server").equals(app.get("host-server"))) {
            assertTrue(restored.out().contains("is kept in volume tgshop001-"), restored.out());
        }
        aFlippedByteIsRefused(directory, backup);
    }

    private static void aFlippedByteIsRefused(Path directory, Path backup) throws IOException {
        Path image;
        try (Stream<Path> files = Files.list(backup)) {
            image = files.filter(file -> file.getFileName().toString().matches("tgshop001\\.[0-9-]+\\.tar"))
                    .findFirst()
                    .orElseThrow();
        }
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int value = file.read();
            file.seek(file.length() / 2);
            file.write(value ^ 1);
        }
        Outcome refused = service.cli("restore", directory.toString(), "--as", "still");
        assertEquals(1, refused.status());
        assertTrue(refused.error().contains(image.getFileName() + " is not as it was written"), refused.error());
        assertEquals(List.of(), tenant.left("still", "tgshop002"));
    }

    @Test
    void aKillInTheMiddleLeavesNothingThatLooksWholeAndTheNextRunFinishes() throws Exception {
        Path directory = Files.createDirectory(root.resolve("killed"));
        String image = TestImages.running("tgstill", "trap 'exit 0' TERM; while :; do sleep 1; done");
        done(tenant.create("still", "-s tgstill -n 1 -v /data --bootstrap none -i " + image));
        done(tenant.command("backup", "still", "-d " + directory));
        Path earlier = only(directory);
        String request = tenant.json(
                        "backup", "-u", "tgback", "-f", "still", "-d", directory.toString(), "--keep", "1", "--no-wait")
                .path("request")
                .asText();
        Await.until("an image is being saved", LIMIT, () -> !commits().isEmpty());
        service.kill();
        assertEquals(earlier, only(directory));
        service.restart();

        JsonNode ended = new ServiceCalls(service).awaitEnd(request, LIMIT);
        assertEquals("done", ended.path("state").asText(), ended.toString());
        assertTrue(ended.path("sentence").asText().endsWith("older backups are gone"), ended.toString());
        assertTrue(only(directory).toString().endsWith(request));
        assertEquals(List.of(), hidden(directory));
        assertFalse(pausedOrLeft(), "nothing is paused, and no image is left");
    }

    @Test
    void aDirectoryThatIsNoPlaceForBackupsIsWrongUsage() throws IOException {
        String image = TestImages.running("tgstill", "trap 'exit 0' TERM; while :; do sleep 1; done");
        done(tenant.create("still", "-s tgstill -n 1 --bootstrap none -i " + image));
        for (String directory : List.of("/no/such/directory", "relative", "/tmp", root + "/none")) {
            Outcome refused = tenant.command("backup", "still", "-d " + directory);
            assertEquals(2, refused.status(), refused.error());
            assertTrue(refused.error().startsWith("autodock: directory \""), refused.error());
        }
        assertEquals(List.of(), commits());
    }

    private static Outcome done(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.error());
        return outcome;
    }

    private static String inside(JsonNode app, String line) {
        return LabContainers.exec(
                app.get("host-server").asText(), app.get("hostname").asText(), "sh", "-c", line);
    }

    /** The one backup in a directory. */
    private static Path only(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            List<Path> backups = children.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .toList();
            assertEquals(1, backups.size(), backups.toString());
            return backups.get(0);
        }
    }

    private static List<Path> hidden(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static List<String> commits() {
        List<String> found = new ArrayList<>();
        for (int host = 1; host <= 3; host++) {
            Tenant.docker(host, "images", "--quiet", "--filter", "label=io.autodock.backup")
                    .lines()
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean pausedOrLeft() {
        for (int host = 1; host <= 3; host++) {
            if (!Tenant.docker(host, "ps", "--quiet", "--filter", "status=paused")
                    .isBlank()) {
                return true;
            }
        }
        return !commits().isEmpty();
    }

    /** Names of all files in the layers of a backup's images. */
    private static List<String> names(Path backup) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(backup)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".tar")).toList()) {
                try (InputStream stream = Files.newInputStream(file)) {
                    names(new TarArchiveInputStream(new java.io.BufferedInputStream(stream, 1 << 16)), names);
                }
            }
        }
        return names;
    }

    private static void names(TarArchiveInputStream archive, List<String> names) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            names.add(entry.getName());
            if (entry.getName().endsWith("layer.tar")) {
                names(new TarArchiveInputStream(archive), names);
            }
        }
    }
}
