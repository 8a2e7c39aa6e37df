package dev.lumamodify.mock.internal.spec;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The schema keywords that the server supports. An unsupported keyword fails the start, because the server would silently
 * not enforce it.
 */
final class SupportedKeywords {
    /** The extension beside a {@code pattern} that describes the pattern in words. */
    static final String MESSAGE = "x-message";

    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "const",
            "enum",
            "required",
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
    private static final Set<String> ANNOTATIONS =
            Set.of("title", "description", "default", "deprecated", "example", "examples", "$comment");
    private static final Set<String> SCHEMA =
            Set.of("not", "if", "then", "else", "items", "contains", "additionalProperties", "contentSchema");
    private static final Set<String> SCHEMAS = Set.of("oneOf", "anyOf", "allOf", "prefixItems");
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> FORMATS = Set.of("uri", "int32", "int64", "date-time", "binary", "uuid", "email");

    private SupportedKeywords() {}

    /** Returns whether a keyword validates nothing. */
    static boolean isAnnotation(String keyword) {
        return ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
    }

    /**
     * Checks a schema and its subschemas.
     *
     * @param place the place of the schema, for the message
     * @throws IllegalArgumentException if a keyword or format is unsupported, or if a pattern has no {@code x-message}
     */
    static void check(String place, JsonNode schema) {
        if (schema.isBoolean()) {
            return;
        }
        if (!schema.isObject()) {
            throw new IllegalArgumentException(place + " must be a schema, not " + schema.getNodeType());
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String here = place + "/" + keyword;
            if (SCHEMA.contains(keyword)) {
                check(here, value);
            } else if (SCHEMAS.contains(keyword)) {
                value.forEach(each -> check(here, each));
            } else if (NAMED_SCHEMAS.contains(keyword)) {
                value.properties().forEach(named -> check(here + "/" + named.getKey(), named.getValue()));
            } else if (keyword.equals("format")) {
                if (!FORMATS.contains(value.asString())) {
                    throw new IllegalArgumentException(here + " is an unsupported format: " + value);
                }
            } else if (keyword.equals("pattern")) {
                if (schema.path(MESSAGE).asString("").isBlank()) {
                    throw new IllegalArgumentException(
                            here + " needs an " + MESSAGE + " beside it that describes the pattern in words");
                }
            } else if (!RULES.contains(keyword) && !isAnnotation(keyword)) {
                throw new IllegalArgumentException(here + " is an unsupported schema keyword");
            }
        }
    }
}
