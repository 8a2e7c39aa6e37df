package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.CompiledSchema;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.MalformedJsonException;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Validates requests against the document. Its errors name the field and the rule. */
final class RequestValidator {
    private static final String BODY = "the request body";

    private RequestValidator() {}

    /** Returns the parsed body. Throws {@link ApiError} if the body or its content type is invalid. */
    static JsonNode body(Operation.Body definition, String contentType, byte[] bytes) {
        validateContentType(definition, contentType);
        JsonNode body;
        try {
            body = Json.parse(bytes);
        } catch (MalformedJsonException e) {
            throw invalid(BODY + " must be JSON, but " + e.getMessage());
        }
        validate(BODY, definition.schema(), body);
        return body;
    }

    /** Returns the value of a query parameter. Throws {@link ApiError} if it is missing, repeated or invalid. */
    static String parameter(Operation.Parameter parameter, List<String> values) {
        if (values.isEmpty() && parameter.required()) {
            throw invalid(parameter.name() + " is required");
        }
        if (values.size() > 1) {
            throw invalid(parameter.name() + " must be given once");
        }
        String value = values.isEmpty() ? "" : values.get(0);
        validate(parameter.name(), parameter.schema(), StringNode.valueOf(value));
        return value;
    }

    private static void validateContentType(Operation.Body definition, String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!definition.mediaTypes().contains(parts[0].strip())) {
            throw invalid("Content-Type must be " + String.join(" or ", definition.mediaTypes()));
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw invalid("Content-Type must not have a charset other than utf-8");
            }
        }
    }

    private static void validate(String subject, CompiledSchema schema, JsonNode value) {
        String violations = schema.violations(subject, value);
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
    }

    private static ApiError invalid(String message) {
        return new ApiError(ApiError.Reason.INVALID_REQUEST, message);
    }
}
