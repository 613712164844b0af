package io.autodock.cli.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One JSON object as it was read. Scalars are kept as they were written, since the command line shows them and does not
 * reckon with them; {@code null} reads as absent.
 *
 * @param members String, JsonObject, or a List of the two, by name
 */
public record JsonObject(Map<String, Object> members) {

    /** The scalar of that name as it was written; empty when absent or no scalar. */
    public String text(String name) {
        return members.get(name) instanceof String scalar ? scalar : "";
    }

    /** The scalar of that name, or the other one when it is absent. */
    public String text(String name, String otherwise) {
        String text = text(name);
        return text.isEmpty() ? otherwise : text;
    }

    /** Whether the member is there and true. */
    public boolean flag(String name) {
        return text(name).equals("true");
    }

    /** Whether the member is there. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The object of that name; one without members when absent. */
    public JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject(Map.of());
    }

    /** The objects in the list of that name; none when absent. */
    public List<JsonObject> objects(String name) {
        return items(name, JsonObject.class);
    }

    /** The scalars in the list of that name; none when absent. */
    public List<String> texts(String name) {
        return items(name, String.class);
    }

    private <T> List<T> items(String name, Class<T> type) {
        List<T> items = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            for (Object item : list) {
                if (type.isInstance(item)) {
                    items.add(type.cast(item));
                }
            }
        }
        return items;
    }
}
