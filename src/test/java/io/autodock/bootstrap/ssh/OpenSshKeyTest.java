package io.autodock.bootstrap.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSshKeyTest {

    // RFC 8032, 7.1, test 1.
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] POINT =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    @Test
    void the_whole_text_of_a_known_key() {
        OpenSshKey key = OpenSshKey.of(SEED, POINT, 0x01020304, "autodock");
        assertEquals(
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea autodock",
                key.publicLine());
        assertEquals(key, OpenSshKey.ofPrivateText(key.privateText(), "autodock"));
    }

    @Test
    void ssh_keygen_derives_the_same_public_half(@TempDir Path directory) throws Exception {
        OpenSshKey key = OpenSshKey.generate("root@clweb001");
        assertEquals(key.publicLine(), publicHalf(directory, key));
        OpenSshKey known = OpenSshKey.of(SEED, POINT, 7, "x");
        assertEquals(known.publicLine(), publicHalf(directory, known));
    }

    @Test
    void no_two_are_alike_and_none_prints_its_private_half() {
        OpenSshKey key = OpenSshKey.generate("a");
        assertNotEquals(key.publicLine(), OpenSshKey.generate("a").publicLine());
        assertFalse(key.toString().contains("PRIVATE"));
    }

    @Test
    void the_fingerprint_is_the_one_that_ssh_keygen_shows(@TempDir Path directory) throws Exception {
        OpenSshKey key = OpenSshKey.generate("a");
        Path file = Files.writeString(directory.resolve("key.pub"), key.publicLine() + "\n");
        String shown = output("ssh-keygen", "-l", "-f", file.toString());
        assertEquals(
                shown.split(" ", -1)[1], HostKey.ofLine(key.publicLine() + "\n").fingerprint());
    }

    @Test
    void a_host_key_line_is_one_ed25519_key_and_nothing_else() {
        for (String line : new String[] {"", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-ed25519", "x y z\n"}) {
            assertThrows(IllegalArgumentException.class, () -> HostKey.ofLine(line), line);
        }
    }

    private static String publicHalf(Path directory, OpenSshKey key) throws Exception {
        Path file = directory.resolve("key");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.privateText());
        return output("ssh-keygen", "-y", "-f", file.toString());
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
