package io.autodock.edit;

import io.autodock.container.PinnedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between two specs, field by field. The order of a list counts for a command alone; an image differs when its
 * bytes do, also under the same tag.
 */
public record SpecDiff(List<FieldChange> changes) {

    private static final String IMAGE = "image";
    private static final String COMMAND = "command";
    private static final int SHORT_DIGEST = 12;

    public SpecDiff {
        changes = List.copyOf(changes);
    }

    /**
     * The difference of two specs.
     *
     * @param before what each field says now, item by item
     * @param after what it is to say
     */
    public static SpecDiff of(
            Map<String, List<String>> before,
            Map<String, List<String>> after,
            PinnedImage imageBefore,
            PinnedImage imageAfter) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String field : fields) {
            List<String> from = before.getOrDefault(field, List.of());
            List<String> to = after.getOrDefault(field, List.of());
            if (!field.equals(IMAGE) && differ(field, from, to)) {
                changes.add(new FieldChange(field, String.join(", ", from), String.join(", ", to), Way.of(field)));
            }
        }
        if (!imageBefore.equals(imageAfter)) {
            changes.add(new FieldChange(IMAGE, shown(imageBefore), shown(imageAfter), Way.REPLACE));
        }
        return new SpecDiff(changes);
    }

    private static boolean differ(String field, List<String> from, List<String> to) {
        return field.equals(COMMAND) ? !from.equals(to) : !Set.copyOf(from).equals(Set.copyOf(to));
    }

    /** {@code app:1 (sha256:0123456789ab)}. */
    private static String shown(PinnedImage image) {
        String bytes = image.reference().substring(image.reference().indexOf('@') + 1);
        int end = bytes.indexOf(':') + 1 + SHORT_DIGEST;
        return image.written() + " (" + bytes.substring(0, Math.min(bytes.length(), end)) + ")";
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether something is changed that way. */
    public boolean has(Way way) {
        return changes.stream().anyMatch(change -> change.way() == way);
    }

    /** Whether that field differs. */
    public boolean has(String field) {
        return changes.stream().anyMatch(change -> change.field().equals(field));
    }

    /** For people: {@code number 2 -> 4, ram 100M -> 200M}. */
    public String sentence() {
        return changes.stream().map(FieldChange::sentence).collect(Collectors.joining(", "));
    }
}
