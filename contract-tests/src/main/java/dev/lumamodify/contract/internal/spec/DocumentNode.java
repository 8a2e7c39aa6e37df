package dev.lumamodify.contract.internal.spec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value in the OpenAPI document and its location. References are followed: the location is that of the referenced
 * value.
 *
 * @param location a JSON pointer that begins with {@code #}
 */
public record DocumentNode(OpenApiDocument document, String location) {
    public DocumentNode {
        JsonNode value = document.at(location);
        while (value.size() == 1 && value.has("$ref")) {
            location = value.get("$ref").asString();
            value = document.at(location);
        }
    }

    JsonNode value() {
        return document.at(location);
    }

    DocumentNode child(String... path) {
        DocumentNode node = this;
        for (String name : path) {
            node = new DocumentNode(document, node.location + "/" + OpenApiDocument.escape(name));
        }
        return node;
    }

    /** Returns the child of this name, or null if there is none. */
    @Nullable
    DocumentNode optionalChild(String name) {
        return value().has(name) ? child(name) : null;
    }
}
