package io.autodock.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.problem.AutodockException;
import io.autodock.secret.file.SealingKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be printed, and how it is kept. */
class SealingKeyTest {

    private static final Secret VALUE = Secret.of("hunter2");

    private final SealingKey key = new SealingKey(SealingKey.fresh());

    @Test
    void aSecretHasNoText() {
        assertEquals("(not shown)", VALUE.toString());
        assertEquals("[(not shown)]", List.of(VALUE).toString());
        assertThrows(IOException.class, () -> new ObjectMapper().writeValueAsString(VALUE));
        assertEquals(Secret.of("other").hashCode(), VALUE.hashCode());
        assertEquals(Secret.of("hunter2"), VALUE);
        assertNotEquals(Secret.of("hunter3"), VALUE);
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutBeingShown() {
        for (byte[] bytes : List.of(new byte[0], new byte[Secret.MOST_BYTES + 1])) {
            AutodockException refused = assertThrows(AutodockException.class, () -> Secret.of(bytes));
            assertEquals("value \"(not shown)\" is not allowed; allowed is 1 to 65536 bytes", refused.sentence());
        }
    }

    @Test
    void whatIsSealedOpensAtItsPlaceAlone() {
        byte[] sealed = key.seal(VALUE, "team1/password");
        assertEquals(VALUE, key.open(sealed, "team1/password"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("hunter2"));
        assertFalse(Arrays.equals(sealed, key.seal(VALUE, "team1/password")), "each seal has a nonce of its own");
        assertThrows(AutodockException.class, () -> key.open(sealed, "team2/password"));
        assertThrows(AutodockException.class, () -> new SealingKey(SealingKey.fresh()).open(sealed, "team1/password"));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(AutodockException.class, () -> key.open(sealed, "team1/password"));
        assertThrows(AutodockException.class, () -> key.open(new byte[3], "team1/password"));
    }

    @Test
    void theKeyIsMadeOnceForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("secrets-key");
        SealingKey made = new SealingKeyFile(file).key();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(made.id(), new SealingKeyFile(file).key().id());
        assertEquals(VALUE, new SealingKeyFile(file).key().open(made.seal(VALUE, "a/b"), "a/b"));
        assertTrue(made.toString().matches("sealing key [0-9a-f]{12}"), made.toString());
        Files.writeString(file, "c2hvcnQ=");
        assertThrows(AutodockException.class, () -> new SealingKeyFile(file).key());
        Files.writeString(file, "no base64!");
        assertThrows(AutodockException.class, () -> new SealingKeyFile(file).key());
    }
}
