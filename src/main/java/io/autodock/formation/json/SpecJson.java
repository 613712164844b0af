package io.autodock.formation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.autodock.formation.ImageReference;
import io.autodock.formation.OrderDetail;
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
            TrafficFields.write(fields, spec.traffic());
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

    /** What each field of a spec says, for people: a list item by item, and nothing for a field that says nothing. */
    public static Map<String, List<String>> fields(Spec spec) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        members(write(spec)).forEach((name, value) -> {
            if (!name.equals(BOOTSTRAP_ASKED)) {
                shown.put(name, shown(value));
            }
        });
        return shown;
    }

    private static List<String> shown(JsonValue value) {
        return value instanceof JsonValue.Items items
                ? items.values().stream().map(JsonValue::shown).toList()
                : List.of(value.shown());
    }

    /**
     * The spec that an edit makes of one.
     *
     * @throws AutodockException INVALID when the changed fields do not go together with the others
     */
    public static Spec changed(Spec spec, OrderDetail.Change change) {
        Map<String, JsonValue> values = new LinkedHashMap<>(members(write(spec)));
        members(change.fields()).forEach((name, value) -> {
            if (value.equals(DetailFields.NOTHING)) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        });
        List<Problem> problems = new ArrayList<>();
        Optional<Spec> changed = read(new JsonValue.Members(values), problems);
        if (changed.isEmpty() || !problems.isEmpty()) {
            throw AutodockException.invalid(problems);
        }
        return changed.get();
    }

    /** Whether an edit names that field. */
    public static boolean names(OrderDetail.Change change, String field) {
        return members(change.fields()).containsKey(field);
    }

    private static Map<String, JsonValue> members(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), new ArrayList<>())
                        instanceof JsonValue.Members members
                ? members.values()
                : Map.of();
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
