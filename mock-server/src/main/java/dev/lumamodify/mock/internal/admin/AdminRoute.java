package dev.lumamodify.mock.internal.admin;

import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A route of the admin API.
 *
 * @param path the path with its prefix {@code /__mock}
 * @param description what the route does, in one or two sentences
 * @param action returns the response; throws {@link IllegalArgumentException} if the request is invalid
 */
public record AdminRoute(
        String method, String path, String description, Function<Context, CompletableFuture<JsonNode>> action) {

    /** Creates a route whose action does not wait. */
    static AdminRoute immediate(String method, String path, String description, Function<Context, JsonNode> action) {
        return waiting(method, path, description, context -> CompletableFuture.completedFuture(action.apply(context)));
    }

    /** Creates a route whose action may wait. */
    static AdminRoute waiting(
            String method, String path, String description, Function<Context, CompletableFuture<JsonNode>> action) {
        return new AdminRoute(method, AdminRoutes.ROOT + path, description, action);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("method", method)
                .put("path", path)
                .put("description", description);
    }
}
