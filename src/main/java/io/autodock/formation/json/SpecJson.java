package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A spec as JSON, as it is kept: the fields of an order and {@code bootstrap-asked}, in one order and one spelling, so
 * that equal specs are equal texts. Options and rules that say nothing are left out.
 */
public final class SpecJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BOOTSTRAP_ASKED = "bootstrap-asked";

    private SpecJson() {}

    /** The one text of a spec; {@link #read} gives an equal spec back. */
    public static String write(Spec spec) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField(OrderField.NUMBER.written(), spec.number());
            json.writeStringField(OrderField.IMAGE.written(), spec.image().written());
            json.writeNumberField(
                    OrderField.CPU_SHARES.written(), spec.cpuShares().value());
            json.writeStringField(OrderField.RAM.written(), spec.ram().written());
            json.writeStringField(
                    OrderField.HOSTNAME_SCHEME.written(), spec.hostnameScheme().value());
            FieldWriter fields = new FieldWriter(json);
            fields.everyItem(OrderField.PORTS, spec.ports(), PortMapping::written);
            fields.everyItem(OrderField.VOLUMES, spec.volumes(), Volume::written);
            fields.text(OrderField.HOST_SERVER, spec.hostServer());
            json.writeStringField(
                    OrderField.BOOTSTRAP.written(), spec.bootstrap().lowerCase());
            OptionFields.write(fields, spec.options());
            RuleFields.write(fields, spec.placement());
            RuleFields.write(fields, spec.upkeep());
            json.writeBooleanField(BOOTSTRAP_ASKED, spec.bootstrapAsked());
            json.writeEndObject();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return text.toString();
    }

    /**
     * The spec in a text that {@link #write} made.
     *
     * @throws AutodockException with the code {@link ProblemCode#FAILED} when somebody else wrote over it
     */
    public static Spec read(String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<Spec> spec = read(text, problems);
        if (spec.isEmpty() || !problems.isEmpty()) {
            List<String> sentences = problems.stream().map(Problem::sentence).toList();
            throw AutodockException.of(
                    ProblemCode.FAILED, "a stored spec can't be read: " + String.join("; ", sentences));
        }
        return spec.get();
    }

    private static Optional<Spec> read(String text, List<Problem> problems) {
        try {
            JsonValue value = StrictJson.read(text.getBytes(StandardCharsets.UTF_8), problems);
            return value instanceof JsonValue.Members members ? read(members, problems) : Optional.empty();
        } catch (AutodockException notJson) {
            problems.addAll(notJson.problems());
            return Optional.empty();
        }
    }

    private static Optional<Spec> read(JsonValue.Members members, List<Problem> problems) {
        Map<String, JsonValue> values = new LinkedHashMap<>(members.values());
        JsonValue asked = values.remove(BOOTSTRAP_ASKED);
        FieldReader fields = new FieldReader(values, problems);
        Optional<ImageReference> image = fields.text(OrderField.IMAGE, ImageReference::parse);
        return SpecFields.read(fields, image, new JsonValue.Other("true").equals(asked));
    }
}
