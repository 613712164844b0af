package io.autodock.backup.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.backup.BackupNames;
import io.autodock.backup.FoundBackup;
import io.autodock.backup.Manifest;
import io.autodock.backup.SavedApp;
import io.autodock.backup.SavedFile;
import io.autodock.backup.SavedVolume;
import io.autodock.container.PinnedImage;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupDirectoriesTest {

    private static final FormationId ID = FormationId.of("team1", "shop");
    private static final String REQUEST = "r0123456789-00000001";
    private static final Instant MADE = Instant.parse("2026-11-29T10:15:30Z");

    @TempDir
    private Path root;

    private BackupDirectories folders;
    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectory(root.toRealPath().resolve("backups"));
        folders = new BackupDirectories(List.of(root.resolve("backups")));
    }

    @Test
    void aBackupHasItsNameOnlyWhenItIsWhole() throws IOException {
        String draft = folders.begin(directory.toString(), REQUEST);
        SavedFile image = folders.saveVolume(draft, "web001.2026-11-29.tar", BackupDirectoriesTest::archive);
        assertEquals(List.of(), folders.list(directory.toString(), ""));
        assertEquals(List.of(REQUEST), folders.drafts(directory.toString()));
        assertThrows(AutodockException.class, () -> folders.find(directory.toString(), ""));

        folders.finish(draft, BackupNames.folder(ID, MADE, REQUEST), manifest(image, MADE, REQUEST));
        assertEquals(List.of(), folders.drafts(directory.toString()));
        FoundBackup found = folders.find(directory.toString(), "team1.");
        assertEquals(manifest(image, MADE, REQUEST), found.manifest());
        assertEquals(directory + "/team1.shop.2026-11-29T10-15-30Z." + REQUEST, found.folder());
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(found.folder()))));
        folders.verify(found);
    }

    @Test
    void aFlippedByteIsRefusedByName() throws IOException {
        FoundBackup backup = made(MADE, REQUEST);
        Path file = Path.of(backup.folder(), "web001.2026-11-29.tar");
        byte[] bytes = Files.readAllBytes(file);
        bytes[700] ^= 1;
        Files.write(file, bytes);
        assertEquals(
                "backup " + backup.folder()
                        + ": web001.2026-11-29.tar is not as it was written: its SHA-256 checksum is another",
                failure(() -> folders.verify(backup)).sentence());
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(failure(() -> folders.verify(backup)).sentence().contains("bytes instead of"));
        Files.delete(file);
        assertTrue(failure(() -> folders.verify(backup)).sentence().endsWith("it is missing"));
    }

    @Test
    void aManifestThatSomebodyChangedIsRefused() throws IOException {
        FoundBackup backup = made(MADE, REQUEST);
        Path manifest = Path.of(backup.folder(), BackupNames.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("team1", "team2"));
        AutodockException refusal = failure(() -> folders.find(backup.folder(), ""));
        assertEquals(ProblemCode.FAILED, refusal.code());
        assertTrue(refusal.sentence().contains("manifest.json is not as it was written"), refusal.sentence());
    }

    @Test
    void theNewestOfOneFormationIsFoundAndOlderOnesGo() throws IOException {
        made(MADE, REQUEST);
        made(MADE.plusSeconds(60), "r0123456789-00000002");
        FoundBackup newest = made(MADE.plusSeconds(120), "r0123456789-00000003");
        assertEquals(newest.folder(), folders.find(directory.toString(), "").folder());
        List<FoundBackup> all = folders.list(directory.toString(), BackupNames.prefix(ID));
        assertEquals(3, all.size());
        FoundBackup.superseded(all, 2).forEach(folders::remove);
        assertEquals(
                2, folders.list(directory.toString(), BackupNames.prefix(ID)).size());
        assertEquals(List.of(), folders.drafts(directory.toString()));
        assertEquals(List.of(), FoundBackup.superseded(all, 0));
    }

    @Test
    void onlyWhatLiesBelowARootIsADirectoryForBackups() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("link"), elsewhere);
        for (String refused : List.of(
                elsewhere.toString(),
                directory.resolve("link").toString(),
                directory.resolve("none").toString())) {
            AutodockException refusal = failure(() -> folders.resolveWritable(refused));
            assertEquals(ProblemCode.INVALID, refusal.code());
            assertTrue(refusal.sentence().startsWith("directory \"" + refused + "\""), refusal.sentence());
        }
        AutodockException none = failure(() -> new BackupDirectories(List.of()).resolve(directory.toString()));
        assertTrue(none.sentence().endsWith("nothing: autodock.backup.roots names no directory"), none.sentence());
    }

    @Test
    void aSecondTryOfARequestBeginsAnew() throws IOException {
        String draft = folders.begin(directory.toString(), REQUEST);
        folders.saveVolume(draft, "web001.2026-11-29.tar", BackupDirectoriesTest::archive);
        assertEquals(draft, folders.begin(directory.toString(), REQUEST));
        assertFalse(Files.exists(Path.of(draft, "web001.2026-11-29.tar")));
        folders.dropDraft(directory.toString(), REQUEST);
        assertFalse(Files.exists(Path.of(draft)));
    }

    private FoundBackup made(Instant when, String request) {
        String draft = folders.begin(directory.toString(), request);
        SavedFile image = folders.saveVolume(draft, "web001.2026-11-29.tar", BackupDirectoriesTest::archive);
        String folder = BackupNames.folder(ID, when, request);
        folders.finish(draft, folder, manifest(image, when, request));
        return folders.find(directory.resolve(folder).toString(), "");
    }

    private static Manifest manifest(SavedFile image, Instant when, String request) {
        SavedVolume volume = new SavedVolume("/data", image);
        return new Manifest(
                "1.0",
                ID,
                SpecJson.read("{\"number\":1,\"image\":\"r:5000/a:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                        + "\"hostname-scheme\":\"web\",\"volumes\":[\"/data\"],\"bootstrap\":\"none\"}"),
                new PinnedImage("r:5000/a:1", "r:5000/a@sha256:1", true),
                when,
                request,
                List.of(new SavedApp("web001", "h1", image, List.of(volume))));
    }

    private static InputStream archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("./file");
            entry.setSize(1000);
            archive.putArchiveEntry(entry);
            archive.write(new byte[1000]);
            archive.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static AutodockException failure(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(AutodockException.class, work);
    }
}
