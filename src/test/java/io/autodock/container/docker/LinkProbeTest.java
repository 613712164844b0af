package io.autodock.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkProbeTest {

    @Test
    void readsTheModeThatTheEngineTells() {
        assertEquals(
                Optional.of(134_218_239L),
                LinkProbe.mode(inBase64("{\"name\":\"l\",\"size\":1,\"mode\":134218239,\"linkTarget\":\"/\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"mode\":\"l\"}", "{\"mode\":1.5}", "{\"mode\":"})
    void takesNothingElseForAMode(String stat) {
        assertEquals(Optional.empty(), LinkProbe.mode(inBase64(stat)));
        assertEquals(Optional.empty(), LinkProbe.mode("?" + stat));
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
