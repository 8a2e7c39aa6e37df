package dev.lumamodify.contract.internal.spec;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The schema keywords that this suite supports. An extension ({@code x-…}) is allowed anywhere: it rejects no value.
 */
final class SupportedKeywords {
    /** The keywords that {@link SchemaValidator} enforces. */
    static final Set<String> ASSERTIONS = Set.of(
            "type",
            "const",
            "enum",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "properties",
            "required",
            "items",
            "minLength",
            "pattern",
            "format",
            "minimum",
            "contentMediaType",
            "contentSchema");

    private static final Set<String> ANNOTATIONS = Set.of("title", "description", "examples", "$ref");
    private static final Set<String> FORMATS = Set.of("uri", "int64", "date-time", "binary");

    private SupportedKeywords() {}

    /**
     * Returns the schema. Throws an {@link IllegalArgumentException} that names the first unsupported keyword and its
     * location.
     */
    static Schema requireSupported(Schema schema) {
        JsonNode node = schema.node();
        if (node.isBoolean()) {
            return schema;
        }
        for (String keyword : node.propertyNames()) {
            boolean extension = keyword.startsWith("x-");
            if (!ASSERTIONS.contains(keyword) && !ANNOTATIONS.contains(keyword) && !extension) {
                throw unsupported("schema keyword", keyword, schema);
            }
            switch (keyword) {
                case "oneOf" -> schema.branches(keyword).forEach(SupportedKeywords::requireSupported);
                case "properties" -> schema.propertyNames().forEach(p -> requireSupported(schema.child(keyword, p)));
                case "not", "if", "then", "else", "items", "contentSchema" -> requireSupported(schema.child(keyword));
                case "format" -> requireOneOf(FORMATS, node.get(keyword).asString(), schema);
                case "contentMediaType" ->
                    requireOneOf(Set.of("application/json"), node.get(keyword).asString(), schema);
                default -> {
                    // The value of every other keyword is read where the keyword is enforced.
                }
            }
        }
        return schema;
    }

    private static void requireOneOf(Set<String> supported, String value, Schema schema) {
        if (!supported.contains(value)) {
            throw unsupported("format", value, schema);
        }
    }

    private static IllegalArgumentException unsupported(String what, String name, Schema schema) {
        return new IllegalArgumentException("The " + what + " '" + name + "' at " + schema.location()
                + " is not supported by this suite, so it could not be checked: add it to SchemaValidator and"
                + " ValidValues");
    }
}
