package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.http.RequestBody;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.MalformedJsonException;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.JsonField;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Reads requests to the admin API. Throws {@link IllegalArgumentException} if a request is invalid. */
final class AdminRequest {
    private AdminRequest() {}

    /** Returns a body that is a JSON object. Throws {@link dev.lumamodify.mock.internal.state.ApiError} if it did not arrive. */
    static ObjectNode body(Context context) {
        try {
            if (Json.parse(RequestBody.bytesOf(context)) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("the request body must be a JSON object");
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("the request body must be JSON, but " + e.getMessage(), e);
        }
    }

    /** Returns a body that has no fields other than the known ones. */
    static ObjectNode body(Context context, String... knownFields) {
        ObjectNode body = body(context);
        for (String name : body.propertyNames()) {
            if (!List.of(knownFields).contains(name)) {
                throw new JsonField(name, body.path(name)).unknown(List.of(knownFields));
            }
        }
        return body;
    }

    /** Returns a required field. */
    static JsonField field(ObjectNode body, String name) {
        if (!body.has(name)) {
            throw new InvalidValueException(name, "is required");
        }
        return new JsonField(name, body.path(name));
    }

    /** Returns the query parameters. */
    static Map<String, String> query(Context context, List<String> knownParameters) {
        Map<String, String> query = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> {
            if (!knownParameters.contains(name)) {
                throw new InvalidValueException(
                        name, "is unknown; known parameters: " + String.join(", ", knownParameters));
            }
            query.put(name, values.get(0));
        });
        return query;
    }

    /** Returns a query parameter that is a number; 0 if it is missing. */
    static long number(Map<String, String> query, String name) {
        String value = query.getOrDefault(name, "0");
        if (!value.matches("\\d{1,18}")) {
            throw new InvalidValueException(name, "must be a whole number that is not negative");
        }
        return Long.parseLong(value);
    }
}
