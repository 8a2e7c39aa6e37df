package dev.lumamodify.contract.internal.spec;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A request that the server sends to the user.
 *
 * @param expression where the URL stands in the user's request
 */
public record Callback(DocumentNode node, String expression, List<Parameter> headers, Schema body) {
    /** Returns the document's examples of the body, by name. */
    public Map<String, JsonNode> examples() {
        return Operation.examples(node.child("requestBody", "content", "application/json"));
    }
}
