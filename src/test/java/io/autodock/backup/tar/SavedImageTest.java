package io.autodock.backup.tar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedImageTest {

    private static final String KEY_FILE = "etc/salt/pki/minion/minion.pem";
    private static final String SECRET = "-----BEGIN PRIVATE KEY----- nobody may see this ".repeat(40);
    private static final Set<String> PRIVATE = Set.of(KEY_FILE);

    @Test
    void whatHoldsNoPrivateFileIsCopiedByteForByte() throws IOException {
        byte[] image = image(Map.of("root/note", "hello", "x".repeat(180), "long"));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertEquals(Map.of(), SavedImage.copy(new ByteArrayInputStream(image), copy, PRIVATE));
        assertArrayEquals(image, copy.toByteArray());
    }

    @Test
    void aPrivateFileIsGoneAndTheDescriptionNamesTheNewLayer(@TempDir Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("etc/hosts", "before");
        files.put(KEY_FILE, SECRET);
        files.put("root/note", "behind");
        byte[] image = image(files);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Map<String, String> replaced = SavedImage.copy(new ByteArrayInputStream(image), copy, PRIVATE);
        Path file = Files.write(folder.resolve("image.tar"), copy.toByteArray());
        HashPatch.apply(file, replaced);

        byte[] written = Files.readAllBytes(file);
        assertEquals(image.length, written.length);
        assertFalse(new String(written, StandardCharsets.ISO_8859_1).contains("nobody may see this"));
        Map<String, byte[]> entries = entries(written);
        byte[] layer = of(entries, "1234/layer.tar");
        assertEquals(
                List.of("etc/hosts", "root/note"),
                new ArrayList<>(entries(layer).keySet()));
        assertEquals("behind", text(of(entries(layer), "root/note")));
        String config = text(of(entries, configName(layer)));
        assertTrue(config.contains(hex(layer)), config);
        assertTrue(text(of(entries, "manifest.json")).contains(configName(layer)));
    }

    @Test
    void aTinyPrivateFileIsBlanked() throws IOException {
        byte[] image = image(Map.of(KEY_FILE, "tiny"));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertEquals(
                1,
                SavedImage.copy(new ByteArrayInputStream(image), copy, PRIVATE).size());
        assertFalse(copy.toString(StandardCharsets.ISO_8859_1).contains("tiny"));
    }

    /** An engine that fails in the middle writes its error into the archive, or ends it early. */
    @ParameterizedTest
    @ValueSource(ints = {100, 512, 3000, 5000})
    void whatIsNotWholeIsRefused(int length) throws IOException {
        byte[] image = image(Map.of("root/note", "hello".repeat(500)));
        byte[] cut = Arrays.copyOf(image, length);
        assertThrows(IOException.class, () -> copied(cut));
        ByteArrayOutputStream withError = new ByteArrayOutputStream();
        withError.writeBytes(cut);
        withError.writeBytes("{\"error\":\"no space left on device\"}".getBytes(StandardCharsets.UTF_8));
        assertThrows(IOException.class, () -> copied(withError.toByteArray()));
    }

    @Test
    void packedLayersAreRefusedWhereTheyMayHoldAKey() throws IOException {
        byte[] packed = new byte[2000];
        packed[0] = 0x1f;
        packed[1] = (byte) 0x8b;
        byte[] image = archive(Map.of("blobs/sha256/1", packed, "manifest.json", new byte[10]));
        IOException refusal = assertThrows(IOException.class, () -> copied(image));
        assertTrue(String.valueOf(refusal.getMessage()).contains("packed layers"));
    }

    @Test
    void aVolumeIsCopiedWhole() throws IOException {
        byte[] volume = archive(Map.of("./sub/file", "content".getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        TarCopy.whole(new ByteArrayInputStream(volume), copy);
        assertArrayEquals(volume, copy.toByteArray());
        byte[] cut = Arrays.copyOf(volume, 900);
        assertThrows(
                IOException.class, () -> TarCopy.whole(new ByteArrayInputStream(cut), new ByteArrayOutputStream()));
    }

    private static Map<String, String> copied(byte[] image) throws IOException {
        return SavedImage.copy(new ByteArrayInputStream(image), new ByteArrayOutputStream(), PRIVATE);
    }

    /** As Docker saves it: one layer, a configuration that names it by its hash, and a manifest that names both. */
    private static byte[] image(Map<String, String> files) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        byte[] layer = archive(contents);
        Map<String, byte[]> image = new LinkedHashMap<>();
        image.put(configName(layer), config(layer));
        image.put("1234/layer.tar", layer);
        String manifest = "[{\"Config\":\"" + configName(layer) + "\",\"Layers\":[\"1234/layer.tar\"]}]";
        image.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        return archive(image);
    }

    private static byte[] config(byte[] layer) {
        return ("{\"rootfs\":{\"diff_ids\":[\"sha256:" + hex(layer) + "\"]}}").getBytes(StandardCharsets.UTF_8);
    }

    private static String configName(byte[] layer) {
        return hex(config(layer)) + ".json";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.fresh().digest(bytes));
    }

    private static byte[] of(Map<String, byte[]> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                archive.putArchiveEntry(entry);
                archive.write(file.getValue());
                archive.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }
}
