package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes from outside as one JSON value: UTF-8 alone (a byte order mark is skipped), nothing behind the value, bounded in
 * size and depth, names unique in their object. Refusals never quote the text: there may be a token in it.
 */
final class StrictJson {

    static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 1000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String ALLOWED = "one JSON object or a list of them, as UTF-8 text";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .build())
            .build();

    private final JsonParser parser;
    private final List<Problem> problems;

    private StrictJson(JsonParser parser, List<Problem> problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * The one value in the bytes.
     *
     * @param problems takes the names that an object holds twice
     * @throws AutodockException when the bytes are no such value at all
     */
    static JsonValue read(byte[] bytes, List<Problem> problems) {
        char[] text = text(bytes);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new StrictJson(parser, problems).onlyValue();
        } catch (StreamConstraintsException tooMuch) {
            throw refused("more than is read", ALLOWED + ", nested at most " + DEEPEST + " deep");
        } catch (JsonProcessingException notJson) {
            throw refused(place(notJson.getLocation()), ALLOWED + "; there it stops being JSON");
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
    }

    /** The refusal of a whole input. */
    static AutodockException refused(String value, String allowed) {
        return AutodockException.invalid("request", value, allowed);
    }

    /** The refusal of an input that is JSON, but neither an object nor a list of objects. */
    static AutodockException refusedShape(String shape) {
        return refused(shape, ALLOWED);
    }

    private static char[] text(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw AutodockException.of(
                    ProblemCode.TOO_LARGE,
                    new Problem("request", bytes.length + " bytes", "at most " + MOST_BYTES + " bytes"));
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
                text.get();
            }
            char[] characters = new char[text.remaining()];
            text.get(characters);
            return characters;
        } catch (CharacterCodingException notUtf8) {
            throw refused("bytes that are not UTF-8", ALLOWED);
        }
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private JsonValue onlyValue() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw refused("", ALLOWED);
        }
        JsonValue value = value(first);
        if (parser.nextToken() != null) {
            throw refused(place(parser.currentTokenLocation()), ALLOWED + "; there something follows it");
        }
        return value;
    }

    private JsonValue value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT -> new JsonValue.Whole(parser.getText());
            default -> new JsonValue.Other(parser.getText());
        };
    }

    private JsonValue items() throws IOException {
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(token));
        }
        return new JsonValue.Items(values);
    }

    private JsonValue members() throws IOException {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonValue value = value(parser.nextToken());
            if (values.putIfAbsent(name, value) != null) {
                problems.add(new Problem("field", name, "each field once"));
            }
        }
        return new JsonValue.Members(values);
    }
}
