package dev.lumamodify.mock.internal.spec;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.lumamodify.mock.internal.state.ApiError;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What is wrong with a request, in words that name the field and the rule. */
public final class RequestValidator {
    private static final String BODY = "the request body";

    private RequestValidator() {}

    /** Reads the body. Throws {@link ApiError} unless it is what the operation asks for. */
    public static JsonNode body(Operation.Body rules, String contentType, byte[] bytes) {
        checkContentType(rules, contentType);
        JsonNode body;
        try {
            body = Json.parse(bytes);
        } catch (Json.Malformed e) {
            throw new ApiError(ApiError.Reason.INVALID, BODY + " must be JSON, but " + e.getMessage());
        }
        check(BODY, rules.rules(), body);
        return body;
    }

    /** Reads a query parameter. Throws {@link ApiError} unless it is given once and lawfully. */
    public static String parameter(Operation.Parameter parameter, List<String> values) {
        if (values.isEmpty() && parameter.required()) {
            throw new ApiError(ApiError.Reason.INVALID, parameter.name() + " is required");
        }
        if (values.size() > 1) {
            throw new ApiError(ApiError.Reason.INVALID, parameter.name() + " must be given once");
        }
        String value = values.isEmpty() ? "" : values.get(0);
        check(parameter.name(), parameter.rules(), StringNode.valueOf(value));
        return value;
    }

    private static void checkContentType(Operation.Body rules, String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!rules.mediaTypes().contains(parts[0].strip())) {
            throw new ApiError(
                    ApiError.Reason.INVALID, "Content-Type must be " + String.join(" or ", rules.mediaTypes()));
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new ApiError(ApiError.Reason.INVALID, "Content-Type must not name a charset other than utf-8");
            }
        }
    }

    private static void check(String subject, CompiledSchema rules, JsonNode value) {
        List<Error> errors = rules.errors(value);
        if (!errors.isEmpty()) {
            throw new ApiError(ApiError.Reason.INVALID, inWords(subject, errors));
        }
    }

    /** Says all that is wrong, in one sentence. */
    public static String inWords(String subject, Collection<Error> errors) {
        return errors.stream().map(error -> inWords(subject, error)).distinct().collect(Collectors.joining("; "));
    }

    private static String inWords(String subject, Error error) {
        String field = field(subject, error.getInstanceLocation());
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> property(field, subject, error.getProperty()) + " is required";
            case "type" -> field + " must be " + types(rule) + ", not " + type(error.getInstanceNode());
            case "pattern" -> field + " must match " + rule.asString();
            case "format" -> field + " must be a valid " + rule.asString();
            case "minLength" ->
                rule.intValue() == 1
                        ? field + " must not be empty"
                        : field + " must have at least " + rule + " characters";
            case "maxLength" -> field + " must have at most " + rule + " characters";
            case "minimum" -> field + " must be at least " + rule;
            case "maximum" -> field + " must be at most " + rule;
            case "const" -> field + " must be " + rule;
            case "enum" -> field + " must be one of " + rule;
            default -> field + " " + error.getMessage();
        };
    }

    private static String property(String field, String subject, String name) {
        return field.equals(subject) ? name : field + "." + name;
    }

    private static String field(String subject, NodePath path) {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            field.append(element instanceof Integer ? "[" + element + "]" : (i == 0 ? "" : ".") + element);
        }
        return field.isEmpty() ? subject : field.toString();
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? rule.valueStream().map(each -> article(each.asString())).collect(Collectors.joining(" or "))
                : article(rule.asString());
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case NUMBER -> "a number";
            default -> article(value.getNodeType().name().toLowerCase(Locale.ROOT));
        };
    }

    private static String article(String noun) {
        return switch (noun) {
            case "null" -> noun;
            case "array", "integer", "object" -> "an " + noun;
            default -> "a " + noun;
        };
    }
}
