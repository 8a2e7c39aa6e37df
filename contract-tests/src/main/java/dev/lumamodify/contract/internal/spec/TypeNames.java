package dev.lumamodify.contract.internal.spec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The types of JSON in words, for messages. */
final class TypeNames {
    private static final int MAX_SHOWN = 40;

    private TypeNames() {}

    /** Returns a type, or a list of types, for example {@code a string or null}. */
    static String of(JsonNode types) {
        Stream<JsonNode> all = types.isArray() ? types.valueStream() : Stream.of(types);
        return all.map(type -> withArticle(type.asString())).collect(Collectors.joining(" or "));
    }

    /** Returns the type of a value; a short value itself if it is a number or a boolean. */
    static String ofValue(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        String text = value.toString();
        boolean shown = (value.isNumber() || value.isBoolean()) && text.length() <= MAX_SHOWN;
        return shown ? text : withArticle(value.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    /** Returns the types of the branches of a {@code oneOf}, or its constants. */
    static String ofChoices(List<Schema> branches) {
        List<JsonNode> constants = branches.stream()
                .filter(branch -> branch.has("const"))
                .map(branch -> branch.node().get("const"))
                .toList();
        if (constants.size() == branches.size()) {
            return "one of " + constants.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
        }
        return branches.stream()
                .map(branch -> branch.has("$ref") ? branch.referencedSchema() : branch)
                .filter(branch -> branch != null && branch.has("type"))
                .map(branch -> of(branch.node().get("type")))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String withArticle(String type) {
        return switch (type) {
            case "null" -> type;
            case "object", "array", "integer" -> "an " + type;
            default -> "a " + type;
        };
    }
}
