package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes schema violations in words that name the field and the rule. A message never contains a regular expression. */
final class ViolationMessages {
    private static final Map<String, String> FORMATS = Map.of(
            "uri", "URI",
            "uuid", "UUID",
            "email", "email address",
            "date-time", "date and time",
            "int32", "32-bit integer",
            "int64", "64-bit integer");

    private final String subject;
    private final DocumentTree document;

    /**
     * @param subject the name of the validated value
     */
    ViolationMessages(String subject, DocumentTree document) {
        this.subject = subject;
        this.document = document;
    }

    String describe(List<Error> errors) {
        Set<NodePath> described = new HashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("pattern")) {
                described.add(error.getInstanceLocation());
            }
        }
        return errors.stream()
                .filter(error -> !isImplied(error, described))
                .map(this::describe)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** A value that violates its pattern often violates its format or minimum length too. The pattern has the better text. */
    private static boolean isImplied(Error error, Set<NodePath> described) {
        return (error.getKeyword().equals("format") || error.getKeyword().equals("minLength"))
                && described.contains(error.getInstanceLocation());
    }

    private String describe(Error error) {
        String field = field(error.getInstanceLocation());
        if (error.getKeyword().equals("required")) {
            return (field.equals(subject) ? "" : field + ".") + error.getProperty() + " is required";
        }
        return field + " " + rule(error);
    }

    private String rule(Error error) {
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> "must be " + types(rule) + ", not " + type(error.getInstanceNode());
            case "pattern" -> message(error.getSchemaLocation());
            case "format" -> "must be a valid " + FORMATS.getOrDefault(rule.asString(), rule.asString());
            case "minLength" -> rule.intValue() == 1 ? "must not be empty" : atLeast(rule, "character");
            case "maxLength" -> atMost(rule, "character");
            case "minItems" -> atLeast(rule, "item");
            case "maxItems" -> atMost(rule, "item");
            case "uniqueItems" -> "must not contain an item twice";
            case "minProperties" -> atLeast(rule, "field");
            case "maxProperties" -> atMost(rule, "field");
            case "minimum" -> "must be at least " + rule;
            case "maximum" -> "must be at most " + rule;
            case "exclusiveMinimum" -> "must be more than " + rule;
            case "exclusiveMaximum" -> "must be less than " + rule;
            case "multipleOf" -> "must be a multiple of " + rule;
            case "const" -> "must be " + rule;
            case "enum" ->
                "must be one of " + rule.valueStream().map(JsonNode::toString).collect(Collectors.joining(", "));
            case "oneOf" -> "must match exactly one of the documented alternatives";
            case "anyOf" -> "must match one of the documented alternatives";
            default -> "violates the documented rule '" + error.getKeyword() + "'";
        };
    }

    /** Returns the {@code x-message} beside a pattern. {@link SupportedKeywords} ensures that there is one. */
    private String message(SchemaLocation pattern) {
        NodePath path = pattern.getFragment();
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i + 1 < path.getNameCount(); i++) {
            pointer.append('/').append(DocumentTree.escape(path.getName(i)));
        }
        return document.at(pointer + "/" + SupportedKeywords.MESSAGE).asString();
    }

    private static String atLeast(JsonNode count, String noun) {
        return "must have at least " + count + " " + noun + (count.intValue() == 1 ? "" : "s");
    }

    private static String atMost(JsonNode count, String noun) {
        return "must have at most " + count + " " + noun + (count.intValue() == 1 ? "" : "s");
    }

    private String field(NodePath path) {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            field.append(element instanceof Integer ? "[" + element + "]" : (i == 0 ? "" : ".") + element);
        }
        return field.isEmpty() ? subject : field.toString();
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? rule.valueStream().map(each -> withArticle(each.asString())).collect(Collectors.joining(" or "))
                : withArticle(rule.asString());
    }

    private static String type(JsonNode value) {
        return withArticle(value.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static String withArticle(String type) {
        return switch (type) {
            case "null" -> type;
            case "array", "integer", "object" -> "an " + type;
            default -> "a " + type;
        };
    }
}
