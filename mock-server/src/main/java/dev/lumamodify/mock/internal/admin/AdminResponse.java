package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.Json;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates responses of the admin API. An error is {@code {"error": "…"}} with the HTTP status of the error. */
public final class AdminResponse {
    private static final int MAX_LISTED = 1000;

    private AdminResponse() {}

    public static Context error(Context context, int status, @Nullable String message) {
        return send(context, status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    static Context send(Context context, int status, JsonNode json) {
        byte[] body = Json.toBytes(json);
        if (!ResponseWriter.hasRoom(context, body)) {
            return error(context, 429, "Too many large responses are in flight; repeat the request later");
        }
        context.status(status).contentType(ResponseWriter.JSON);
        ResponseWriter.write(context, body);
        return context;
    }

    /** Returns the last 1000 entries as an array. */
    static <T> ArrayNode array(Collection<T> entries, Function<T, ObjectNode> json) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.stream()
                .skip(Math.max(0, entries.size() - MAX_LISTED))
                .map(json)
                .forEach(array::add);
        return array;
    }
}
