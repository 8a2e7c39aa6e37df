package dev.lumamodify.mock.internal.spec;

import tools.jackson.databind.JsonNode;

/**
 * Finds nodes of the document by JSON pointer (RFC 6901) and follows {@code $ref}.
 *
 * @param root the whole document
 */
record DocumentTree(JsonNode root) {

    /** Returns the node at a pointer; a missing node if there is none. Does not follow {@code $ref}. */
    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** Returns the pointer at the end of a chain of {@code $ref}; the same pointer if there is no {@code $ref}. */
    String resolve(String pointer) {
        String reference = at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : resolve(reference.substring(1));
    }

    /** Returns the pointer to the JSON media type of a request body or response. */
    static String json(String pointer) {
        return pointer + "/content/" + escape("application/json");
    }

    /** Escapes a property name for use in a pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
