package dev.lumamodify.contract.internal.spec;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The schema keywords that this suite understands. All others are refused, never skipped; but OpenAPI's extensions
 * ({@code x-…}) are notes by definition: they forbid no value.
 */
final class SupportedKeywords {
    /** Those that {@link SchemaValidator} enforces. */
    static final Set<String> RULES = Set.of(
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

    private static final Set<String> NOTES = Set.of("title", "description", "examples", "$ref");
    private static final Set<String> FORMATS = Set.of("uri", "int64");

    private SupportedKeywords() {}

    /** Returns the schema, or throws an {@link IllegalArgumentException} that names the keyword and its place. */
    static Schema refuseUnknown(Schema schema) {
        JsonNode node = schema.node();
        if (node.isBoolean()) {
            return schema;
        }
        for (String keyword : node.propertyNames()) {
            boolean extension = keyword.startsWith("x-");
            if (!RULES.contains(keyword) && !NOTES.contains(keyword) && !extension) {
                throw unknown("schema keyword", keyword, schema);
            }
            switch (keyword) {
                case "oneOf" -> schema.branches(keyword).forEach(SupportedKeywords::refuseUnknown);
                case "properties" -> schema.properties().forEach(p -> refuseUnknown(schema.to(keyword, p)));
                case "not", "if", "then", "else", "items", "contentSchema" -> refuseUnknown(schema.to(keyword));
                case "format" -> refuseUnless(FORMATS, node.get(keyword).asString(), schema);
                case "contentMediaType" ->
                    refuseUnless(Set.of("application/json"), node.get(keyword).asString(), schema);
                default -> {
                    // A leaf: its value is read where it is enforced.
                }
            }
        }
        return schema;
    }

    private static void refuseUnless(Set<String> known, String value, Schema schema) {
        if (!known.contains(value)) {
            throw unknown("format", value, schema);
        }
    }

    private static IllegalArgumentException unknown(String what, String name, Schema schema) {
        return new IllegalArgumentException(
                "The " + what + " '" + name + "' at " + schema.location()
                        + " is not one this suite understands, so it could not be checked: teach it to Judge and Schemas first");
    }
}
