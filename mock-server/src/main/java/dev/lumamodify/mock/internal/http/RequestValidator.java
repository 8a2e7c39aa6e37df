package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.CompiledSchema;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.MalformedJsonException;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Validates requests against the document. Its errors name the field and the rule. */
final class RequestValidator {
    private static final String BODY = "the request body";

    private RequestValidator() {}

    /** Returns the properties of the body. Throws {@link ApiError} if the body or its content type is invalid. */
    static JsonNode body(Operation.Body definition, String contentType, RequestBody received) {
        validateContentType(definition, contentType);
        JsonNode body;
        if (received instanceof MultipartBody multipart) {
            body = multipart.input();
        } else if (definition.isMultipart()) {
            throw invalid("Content-Type must have a boundary");
        } else {
            body = json(received.bytes());
        }
        validate(BODY, definition.schema(), body);
        return body;
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (MalformedJsonException e) {
            throw invalid(BODY + " must be JSON, but " + e.getMessage());
        }
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

    /** Returns the media type in a {@code Content-Type}, in lower case. */
    static String mediaType(@Nullable String contentType) {
        return String.valueOf(contentType).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void validateContentType(Operation.Body definition, String contentType) {
        if (!mediaType(contentType).equals(definition.mediaType())) {
            throw invalid("Content-Type must be " + definition.mediaType());
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
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
