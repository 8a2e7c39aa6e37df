package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.internal.http.BodyReader;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.JsonField;
import dev.lumamodify.mock.internal.state.Task;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The verbs of the admin API that steer a server. */
final class AdminCommands {
    private final MockServer server;
    private final ServerContext parts;

    AdminCommands(MockServer server, ServerContext parts) {
        this.server = server;
        this.parts = parts;
    }

    ObjectNode health(Context context) {
        return JsonNodeFactory.instance.objectNode().put("status", "ready").put("url", server.url());
    }

    JsonNode account(Context context) {
        return context.req().getHeader("Authorization") == null
                ? parts.settings().terms.json()
                : named(context).json();
    }

    JsonNode changeAccount(Context context) {
        if (context.req().getHeader("Authorization") == null) {
            parts.accounts().patch(body(context));
        } else {
            named(context).patch(body(context));
        }
        return account(context);
    }

    private Account named(Context context) {
        try {
            return parts.accounts().of(context.req().getHeader("Authorization"));
        } catch (ApiError e) {
            throw new IllegalArgumentException("Authorization must be Bearer and a key that is accepted", e);
        }
    }

    ObjectNode settings() {
        return parts.settings().json().put("url", server.url());
    }

    JsonNode changeSettings(Context context) {
        parts.settings().patch(body(context));
        return settings();
    }

    ObjectNode clock() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mode", parts.timeline().manual() ? "manual" : "real")
                .put("now", parts.timeline().now().toString())
                .put("nowMillis", parts.timeline().now().toEpochMilli());
    }

    JsonNode changeClock(Context context) {
        String mode = field(body(context, "mode"), "mode").text();
        if (!mode.equals("manual") && !mode.equals("real")) {
            throw new IllegalArgumentException("mode must be manual or real");
        }
        parts.timeline().manual(mode.equals("manual"));
        return clock();
    }

    JsonNode advance(Context context) {
        parts.timeline().advance(field(body(context, "by"), "by").duration());
        return clock();
    }

    JsonNode scenario(Context context) {
        ObjectNode body = body(context, "operation", "times", "prefer");
        int times = body.has("times") ? field(body, "times").count() : 1;
        server.enqueue(
                field(body, "operation").text(), times, field(body, "prefer").text());
        return scenarios();
    }

    private static JsonField field(ObjectNode body, String name) {
        if (!body.has(name)) {
            throw new IllegalArgumentException(name + " is required");
        }
        return new JsonField(name, body.path(name));
    }

    /** Reads an object that has no other fields than these. */
    private static ObjectNode body(Context context, String... known) {
        ObjectNode body = body(context);
        for (String name : body.propertyNames()) {
            if (!List.of(known).contains(name)) {
                throw new JsonField(name, body.path(name)).unknown(List.of(known));
            }
        }
        return body;
    }

    private static ObjectNode body(Context context) {
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(BodyReader.LONGEST);
            if (Json.parse(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("the body must be a JSON object");
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException("the body must be JSON, but " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body could not be read", e);
        }
    }

    JsonNode scenarios() {
        return Admin.list(parts.scenarios().json(), json -> json);
    }

    JsonNode forget(Context context) {
        parts.scenarios().clear();
        return scenarios();
    }

    JsonNode reset(Context context) {
        server.reset();
        return health(context);
    }

    CompletableFuture<JsonNode> resend(Context context) {
        Task task = parts.tasks().known(context.pathParam("taskId"));
        return parts.callbacks().again(task).thenApply(done -> task.json());
    }
}
