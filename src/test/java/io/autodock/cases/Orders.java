package io.autodock.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Orders as JSON, one field changed at a time. */
record Orders(ObjectNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One app of that user's formation, without bootstrap. */
    static Orders order(String user, String formation, String scheme) {
        ObjectNode json = JSON.createObjectNode();
        json.put("user", user);
        json.put("formation", formation);
        json.put("hostname-scheme", scheme);
        json.put("bootstrap", "none");
        return new Orders(json);
    }

    Orders with(String field, String text) {
        ObjectNode copy = json.deepCopy();
        copy.put(field, text);
        return new Orders(copy);
    }

    /** A field with a value that is JSON already. */
    Orders withJson(String field, String value) {
        ObjectNode copy = json.deepCopy();
        try {
            copy.set(field, JSON.readTree(value));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(value, e);
        }
        return new Orders(copy);
    }

    /** A field that is a list of one text. */
    Orders withOnly(String field, String... items) {
        ObjectNode copy = json.deepCopy();
        var list = copy.putArray(field);
        for (String item : items) {
            list.add(item);
        }
        return new Orders(copy);
    }

    String text() {
        return json.toString();
    }
}
