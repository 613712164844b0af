package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.lab.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionKeysTest {

    @Test
    void no_pair_is_given_twice_ready_or_not() {
        try (MinionKeys keys = new MinionKeys(2, Duration.ZERO, Duration.ZERO, Duration.ZERO)) {
            Await.until("two keys are ready", Duration.ofSeconds(20), () -> keys.ready() == 2);
            assertNotEquals(keys.take().fingerprint(), keys.take().fingerprint());
        }
    }

    @Test
    void an_empty_pool_makes_one_now() {
        try (MinionKeys keys = new MinionKeys(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1))) {
            assertEquals(64, keys.take().fingerprint().length());
        }
    }

    @Test
    void what_was_taken_is_made_again_once_nobody_asks() {
        try (MinionKeys keys = new MinionKeys(3, Duration.ZERO, Duration.ZERO, Duration.ofHours(1))) {
            Await.until("three keys are ready", Duration.ofSeconds(20), () -> keys.ready() == 3);
            keys.take();
            keys.take();
            // The one that was made for the place that came free, and no more.
            Await.until("the maker's own is put", Duration.ofSeconds(20), () -> keys.ready() == 2);
        }
        try (MinionKeys keys = new MinionKeys(3, Duration.ZERO, Duration.ZERO, Duration.ofMillis(300))) {
            Await.until("three keys are ready", Duration.ofSeconds(20), () -> keys.ready() == 3);
            keys.take();
            keys.take();
            Await.until("three are ready again", Duration.ofSeconds(20), () -> keys.ready() == 3);
        }
    }

    @Test
    void openssl_reads_both_halves_and_they_belong_together(@TempDir Path directory) throws Exception {
        try (MinionKeys keys = new MinionKeys(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1))) {
            MinionKeyPair pair = keys.take();
            Path file = Files.writeString(directory.resolve("minion.pem"), pair.privatePem());
            Process openssl = new ProcessBuilder("openssl", "pkey", "-in", file.toString(), "-pubout").start();
            assertEquals(pair.publicPem(), new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(MinionKeyPair.fingerprintOf("\n " + pair.publicPem() + "\n"), pair.fingerprint());
        }
    }

    @Test
    void a_pair_never_prints_its_private_half() {
        MinionKeyPair pair = new MinionKeyPair("PUBLIC", "PRIVATE", "f00d");
        assertFalse(pair.toString().contains("PRIVATE"));
        assertTrue(pair.toString().contains("f00d"));
    }
}
