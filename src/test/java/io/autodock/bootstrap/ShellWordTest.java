package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @Test
    void plain_words_stay_as_they_are() {
        assertEquals("/etc/salt/minion", ShellWord.quote("/etc/salt/minion"));
    }

    @Test
    void anything_else_is_quoted() {
        assertEquals("'it'\\''s $(x)'", ShellWord.quote("it's $(x)"));
        assertEquals("''", ShellWord.quote(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "'", "''", "a'b", "$(id)", "`id`", "\\", "\\'", "a\nb\n", "~", "*", "-n", "ü€", "!x"})
    void a_shell_gives_back_exactly_what_was_quoted(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.quote(text)).start();
        assertEquals(text, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void a_nul_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> ShellWord.quote("a\0b"));
    }
}
