package dev.lumamodify.mock.internal.spec;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The schema keywords this server understands. A rule it does not understand is a rule it would silently not enforce. */
final class SupportedKeywords {
    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "const",
            "enum",
            "required",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "contentMediaType");
    private static final Set<String> NOTES =
            Set.of("title", "description", "default", "deprecated", "example", "examples", "$comment");
    private static final Set<String> SCHEMA =
            Set.of("not", "if", "then", "else", "items", "contains", "additionalProperties", "contentSchema");
    private static final Set<String> SCHEMAS = Set.of("oneOf", "anyOf", "allOf", "prefixItems");
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> FORMATS = Set.of("uri", "int32", "int64", "date-time", "uuid", "email");

    private SupportedKeywords() {}

    /** Tells whether a keyword says something to readers alone. */
    static boolean isNote(String keyword) {
        return NOTES.contains(keyword) || keyword.startsWith("x-");
    }

    /** Throws {@link IllegalArgumentException} naming the first keyword under {@code schema} that is not understood. */
    static void check(String where, JsonNode schema) {
        if (schema.isBoolean()) {
            return;
        }
        if (!schema.isObject()) {
            throw new IllegalArgumentException(where + " must be a schema, but is " + schema.getNodeType());
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String here = where + "/" + keyword;
            if (SCHEMA.contains(keyword)) {
                check(here, value);
            } else if (SCHEMAS.contains(keyword)) {
                value.forEach(each -> check(here, each));
            } else if (NAMED_SCHEMAS.contains(keyword)) {
                value.properties().forEach(named -> check(here + "/" + named.getKey(), named.getValue()));
            } else if (keyword.equals("format")) {
                if (!FORMATS.contains(value.asString())) {
                    throw new IllegalArgumentException(here + " is a format that is not understood: " + value);
                }
            } else if (!RULES.contains(keyword) && !isNote(keyword)) {
                throw new IllegalArgumentException(here + " is a schema keyword that is not understood");
            }
        }
    }
}
