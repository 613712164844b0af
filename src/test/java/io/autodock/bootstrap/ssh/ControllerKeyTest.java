package io.autodock.bootstrap.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.container.ContainerFile;
import io.autodock.problem.AutodockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerKeyTest {

    @Test
    void it_is_made_once_for_its_owner_alone(@TempDir Path state) throws Exception {
        ControllerKey made = ControllerKey.at(state);
        assertEquals(made, ControllerKey.at(state));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("ssh"))));
        try (Stream<Path> files = Files.list(state.resolve("ssh"))) {
            assertEquals(
                    List.of("id_ed25519", "id_ed25519.pub"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void starts_at_the_same_time_get_the_same(@TempDir Path state) {
        Set<String> lines = new ConcurrentSkipListSet<>();
        IntStream.range(0, 16)
                .parallel()
                .forEach(i -> lines.add(ControllerKey.at(state).key().publicLine()));
        assertEquals(1, lines.size());
    }

    @Test
    void one_that_others_may_read_is_refused(@TempDir Path state) throws Exception {
        Path file = ControllerKey.at(state).file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AutodockException refused = assertThrows(AutodockException.class, () -> ControllerKey.at(state));
        assertEquals("the SSH key " + file + " is open to others; its mode must be 0600", refused.sentence());
    }

    @Test
    void each_container_gets_the_authorised_key_and_a_host_key_of_its_own(@TempDir Path state) {
        ControllerKey key = ControllerKey.at(state);
        SshAccess access = new SshAccess(key);
        List<ContainerFile> first = access.filesFor("clweb001");
        assertEquals(
                List.of(
                        "/root/.ssh/authorized_keys 600",
                        "/etc/ssh/ssh_host_ed25519_key 600",
                        "/etc/ssh/ssh_host_ed25519_key.pub 644"),
                first.stream()
                        .map(f -> f.path() + " " + Integer.toOctalString(f.mode()))
                        .toList());
        assertEquals(key.key().publicLine() + "\n", first.get(0).content());
        assertTrue(first.get(2).content().endsWith(" root@clweb001\n"));
        assertTrue(!first.get(2)
                .content()
                .equals(access.filesFor("clweb001").get(2).content()));
    }
}
