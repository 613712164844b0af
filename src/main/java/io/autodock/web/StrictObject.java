package io.autodock.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.NearestName;
import io.autodock.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small JSON object from outside whose fields are all known; what is wrong with them is gathered and told at once. */
final class StrictObject {

    private static final String ALLOWED = "one JSON object, as UTF-8 text";
    private static final int DEEPEST = 18;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode node;
    private final List<Problem> problems = new ArrayList<>();

    private StrictObject(ObjectNode node, List<String> fields) {
        this.node = node;
        node.fieldNames().forEachRemaining(name -> requireKnown(name, fields));
    }

    private void requireKnown(String name, List<String> fields) {
        if (!fields.contains(name)) {
            String nearest = "; did you mean \"" + NearestName.of(name, fields) + "\"?";
            problems.add(new Problem("field", name, "one of " + String.join(", ", fields) + nearest));
        }
    }

    /** The object in a body; refusals never quote the text: there may be a token in it. */
    static StrictObject read(byte[] body, String... fields) {
        try {
            JsonNode value = MAPPER.readTree(text(body));
            if (value instanceof ObjectNode object) {
                return new StrictObject(object, List.of(fields));
            }
            throw refused(body.length == 0 ? "nothing" : "something else", ALLOWED);
        } catch (JsonProcessingException e) {
            String place = Optional.ofNullable(e.getLocation())
                    .map(at -> "line " + at.getLineNr() + ", column " + at.getColumnNr())
                    .orElse("");
            throw refused(place, ALLOWED + ", each field once; there it stops being that");
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw refused("bytes that are not UTF-8", ALLOWED);
        }
    }

    private static AutodockException refused(String value, String allowed) {
        return AutodockException.invalid("request", value, allowed);
    }

    /** A string; what is no string is a problem and reads as absent. */
    Optional<String> text(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isTextual()) {
            return Optional.ofNullable(value.textValue());
        }
        refuse(field, shown(value), "a string");
        return Optional.empty();
    }

    /** A string that must be there; the empty string once it is told missing. */
    String requiredText(String field, String allowed) {
        if (node.path(field).isMissingNode()) {
            refuse(field, "", allowed + "; it is missing");
        }
        return text(field).orElse("");
    }

    /** An object of strings. */
    Map<String, String> texts(String field) {
        Map<String, String> read = new TreeMap<>();
        JsonNode value = node.path(field);
        if (value instanceof ObjectNode members
                && members.properties().stream()
                        .allMatch(member -> member.getValue().isTextual())) {
            members.properties()
                    .forEach(member ->
                            read.put(member.getKey(), member.getValue().textValue()));
        } else if (!value.isMissingNode()) {
            refuse(field, shown(value), "an object of strings");
        }
        return read;
    }

    /** An object, as a copy that may be changed. */
    ObjectNode requiredObject(String field, String allowed) {
        JsonNode value = node.path(field);
        if (value instanceof ObjectNode object) {
            return object.deepCopy();
        }
        refuse(field, shown(value), allowed);
        return MAPPER.createObjectNode();
    }

    /** A problem of the caller's own finding. */
    void refuse(String field, String value, String allowed) {
        problems.add(new Problem(field, value, allowed));
    }

    /** Refuses with everything that was found. */
    void requireSound() {
        if (!problems.isEmpty()) {
            throw AutodockException.invalid(problems);
        }
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case MISSING -> "";
            case STRING, BINARY -> "a string";
            case NUMBER, BOOLEAN, NULL -> value.asText();
        };
    }
}
