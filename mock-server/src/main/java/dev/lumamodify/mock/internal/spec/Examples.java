package dev.lumamodify.mock.internal.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The named examples of a response or of a callback. They are the templates of what the server sends.
 *
 * @param byName the examples in the order of the document
 */
public record Examples(Map<String, ObjectNode> byName) {

    /** Returns the first envelope with this {@code code}; null if there is none. */
    @Nullable
    ObjectNode withCode(int code) {
        for (ObjectNode example : byName.values()) {
            if (example.path("code").asInt() == code) {
                return example;
            }
        }
        return null;
    }

    /** Returns the first envelope with the code of an error; null if there is none. */
    @Nullable
    ObjectNode ofError() {
        for (ObjectNode example : byName.values()) {
            if (example.path("code").asInt() != Envelope.SUCCESS) {
                return example;
            }
        }
        return null;
    }

    /**
     * Returns a copy of an example in which every property named in {@code values} is replaced, at any depth. A property
     * that is null in the example stays null: the example of a task in progress has no results.
     *
     * @throws IllegalArgumentException if there is no example with this name
     */
    public ObjectNode fill(String name, Map<String, JsonNode> values) {
        ObjectNode example = byName.get(name);
        if (example == null) {
            throw new IllegalArgumentException(
                    "The document has no example " + name + "; its examples are " + byName.keySet());
        }
        ObjectNode copy = example.deepCopy();
        fill(copy, values);
        return copy;
    }

    private static void fill(ObjectNode object, Map<String, JsonNode> values) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode value = values.get(property.getKey());
            if (value != null && !property.getValue().isNull()) {
                property.setValue(value);
            } else if (property.getValue() instanceof ObjectNode nested) {
                fill(nested, values);
            }
        }
    }
}
