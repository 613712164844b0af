package io.autodock.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void scalarsStayAsTheyWereWritten() throws IOException {
        JsonObject read = read(
                "{\"a\": 0.10, \"b\": true, \"c\": \"x\", \"d\": null, \"e\": {\"f\": 1}, \"g\": [\"h\", {\"i\": 2}]}");
        assertEquals("0.10", read.text("a"));
        assertEquals("true", read.text("b"));
        assertFalse(read.has("d"));
        assertEquals("1", read.object("e").text("f"));
        assertEquals(List.of("h"), read.texts("g"));
        assertEquals("2", read.objects("g").get(0).text("i"));
        assertEquals("-", read.text("nowhere", "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{\"a\": ", "{} {}", "<html>", "{\"a\": [1, 2"})
    void whatIsNotOneObjectIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void anObjectIsWrittenInItsOrder() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("b", "x\"y\n");
        members.put("a", List.of("1", "2"));
        members.put("c", Map.of("d", "é"));
        assertEquals("{\"b\":\"x\\\"y\\n\",\"a\":[\"1\",\"2\"],\"c\":{\"d\":\"é\"}}", JsonText.write(members));
    }

    private static JsonObject read(String text) throws IOException {
        return JsonText.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
