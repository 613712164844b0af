package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "10.213.77.6:5000/sshd:1, 10.213.77.6:5000/sshd, 1",
        "10.213.77.6:5000/sshd, 10.213.77.6:5000/sshd, latest",
        "R/sshd:1, R/sshd, 1",
        "debian, debian, latest",
        "debian:12, debian, 12",
        "localhost/a/b_c/d__e/f.g/h---i:T.a-g_1, localhost/a/b_c/d__e/f.g/h---i, T.a-g_1",
        "registry.example.org/team/sshd, registry.example.org/team/sshd, latest",
        "[fd00::6]:5000/sshd:1, [fd00::6]:5000/sshd, 1",
    })
    void splitsNamesFromTags(String text, String repository, String tag) {
        ImageReference image = ImageReference.parse(text);
        assertEquals(new ImageReference(repository, Optional.of(tag), Optional.empty(), text), image);
        assertEquals(text, image.toString());
    }

    @Test
    void keepsDigestsWhole() {
        ImageReference bare = ImageReference.parse("r:5000/sshd@" + DIGEST);
        assertEquals("r:5000/sshd", bare.repository());
        assertEquals(Optional.empty(), bare.tag());
        assertEquals(Optional.of(DIGEST), bare.digest());
        ImageReference both = ImageReference.parse("r:5000/sshd:1@" + DIGEST);
        assertEquals(Optional.of("1"), both.tag());
        assertEquals(Optional.of(DIGEST), both.digest());
    }

    static String[] refused() {
        return new String[] {
            "R/SSHD:1",
            "sshd:",
            "sshd:a:b",
            "R/sshd@sha256:abc",
            "sshd 1",
            "../sshd",
            "",
            "http://R/sshd:1",
            "sshd@",
            "/sshd",
            "sshd/",
            "a//b",
            "sshd:-1",
            "sshd@" + DIGEST.toUpperCase(java.util.Locale.ROOT),
            "sshd@md5:" + "0".repeat(32),
            "sshd:1\n",
            "-sshd",
            "a..b",
            "a___b",
            "sshd:" + "t".repeat(129),
            "a".repeat(256),
            "a".repeat(2_000_000),
            DIGEST,
            "0123456789abcdef".repeat(4),
            "sshd:$(id)",
            "R/sshd:1 # x",
            "sshd@" + DIGEST + "0",
            "r:/sshd",
            "r:123456/sshd"
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoReference(String text) {
        assertEquals("image", Refusals.only(() -> ImageReference.parse(text)).field());
    }

    @Test
    void saysThatAnAddressIsNoReference() {
        assertTrue(Refusals.only(() -> ImageReference.parse("http://R/sshd:1"))
                .allowed()
                .endsWith("; it is no URL"));
        assertThrows(
                IllegalArgumentException.class, () -> new ImageReference("a", Optional.empty(), Optional.empty(), "a"));
    }
}
