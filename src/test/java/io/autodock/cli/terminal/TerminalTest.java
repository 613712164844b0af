package io.autodock.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @Test
    void aUsualTerminalIsRedrawnAndColoured() {
        Terminal terminal = described(Map.of("TERM", "xterm-256color"));
        assertTrue(terminal.present() && terminal.redrawn() && terminal.coloured());
    }

    @Test
    void noColourIsWantedNone() {
        Terminal terminal = described(Map.of("TERM", "xterm", "NO_COLOR", "1"));
        assertTrue(terminal.redrawn());
        assertFalse(terminal.coloured());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumb", ""})
    void aDumbOneGetsPlainLines(String kind) {
        Terminal terminal = described(Map.of("TERM", kind));
        assertTrue(terminal.present());
        assertFalse(terminal.redrawn() || terminal.coloured());
    }

    @Test
    void theLocaleDecidesOnBlockCharacters() {
        assertTrue(Terminal.writesUnicode(Map.of("LANG", "de_DE.UTF-8")));
        assertTrue(Terminal.writesUnicode(Map.of("LANG", "C", "LC_ALL", "C.utf8")));
        assertFalse(Terminal.writesUnicode(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")));
        assertFalse(Terminal.writesUnicode(Map.of()));
    }

    @Test
    void theSizeIsReadAsSttyTellsIt() {
        assertEquals(new Terminal.Size(132, 50), TerminalSize.parse("50 132\n"));
        assertEquals(Terminal.Size.USUAL, TerminalSize.parse("0 0\n"));
        assertEquals(Terminal.Size.USUAL, TerminalSize.parse(""));
    }

    @Test
    void theEnvironmentsColumnsComeFirst() {
        assertEquals(44, new TerminalSize(Map.of("COLUMNS", "44")).now().columns());
    }

    private static Terminal described(Map<String, String> environment) {
        return Terminal.described(environment, true, () -> Terminal.Size.USUAL);
    }
}
