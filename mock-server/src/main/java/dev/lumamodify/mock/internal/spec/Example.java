package dev.lumamodify.mock.internal.spec;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An example of the document, used as the mould of an answer. */
public final class Example {
    private Example() {}

    /**
     * Copies an example and replaces, at any depth, every property named in {@code values}. What the example shows as
     * null stays null: the example of a task at work has no results, whatever is known about them.
     */
    public static ObjectNode filled(Map<String, ObjectNode> examples, String name, Map<String, JsonNode> values) {
        ObjectNode example = examples.get(name);
        if (example == null) {
            throw new IllegalArgumentException(
                    "The document has no example named " + name + " among " + examples.keySet());
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
