package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.server.WebServer;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.ui.LivePage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The admin API: looks at a server and steers it. Errors are {@code {"error": …}} with an HTTP status that says so. */
public final class Admin {
    public static final String ROOT = "/__mock";

    /** One thing that can be asked for or done. */
    public record Verb(String method, String path, String what, Function<Context, CompletableFuture<JsonNode>> action) {
        /** A thing that is done at once. */
        static Verb now(String method, String path, String what, Function<Context, JsonNode> action) {
            return new Verb(method, path, what, context -> {
                JsonNode json = action.apply(context);
                return CompletableFuture.completedFuture(json);
            });
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("method", method)
                    .put("path", ROOT + path)
                    .put("what", what);
        }
    }

    /** Nothing is known by this name. */
    public static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownException(String message) {
            super(message);
        }
    }

    private static final int MOST_LISTED = 1000;

    private final ServerContext parts;
    private final AdminQueries sight;
    private final AdminCommands controls;

    public Admin(MockServer server, ServerContext parts) {
        this.parts = parts;
        this.sight = new AdminQueries(parts);
        this.controls = new AdminCommands(server, parts);
    }

    public List<Verb> verbs() {
        return List.of(
                Verb.now("GET", "", "Lists what there is: this table.", context -> list(verbs(), Verb::json)),
                Verb.now("GET", "/health", "Tells that the server is ready, and its URL.", controls::health),
                Verb.now(
                        "GET",
                        "/tasks",
                        "Lists the tasks, oldest first: the last 1000.",
                        context -> list(parts.tasks().all(), Task::json)),
                Verb.now(
                        "GET",
                        "/preferences",
                        "Lists the words of `Prefer` and what each does.",
                        context -> LivePage.preferences()),
                new Verb(
                        "POST",
                        "/tasks/{taskId}/resend",
                        "Posts the callback of a task that has ended once more.",
                        controls::resend),
                Verb.now("GET", "/tasks/{taskId}", "Shows one task, its states and its deliveries.", sight::task),
                new Verb(
                        "GET",
                        "/callback-attempts",
                        "Lists every attempt to deliver a callback and its answer. Filter: `taskId`. Wait: `atLeast`,"
                                + " `within`.",
                        sight::deliveries),
                new Verb(
                        "GET",
                        "/requests",
                        "Lists the requests and their answers. Filters: `operation`, `code`, `status`, `taskId`,"
                                + " `account`, `since` (an `id`). Wait: `atLeast`, `within`.",
                        sight::requests),
                Verb.now(
                        "GET",
                        "/accounts",
                        "Lists the accounts seen so far: the last 1000.",
                        context -> list(parts.accounts().all(), Account::json)),
                Verb.now(
                        "GET",
                        "/account",
                        "Shows the account whose key is in `Authorization` or, without one, what a new account starts"
                                + " with.",
                        controls::account),
                Verb.now(
                        "PUT",
                        "/account",
                        "Changes what is given of `credits`, `creditsPerTask`, `rateLimit` (`20/10s` or `off`), `maintenance`,"
                                + " `disabled`: of the account whose key is in `Authorization` or, without one, of all,"
                                + " present and future.",
                        controls::changeAccount),
                Verb.now(
                        "GET",
                        "/settings",
                        "Shows the settings. Of secrets, only whether there are any.",
                        context -> controls.settings()),
                Verb.now(
                        "PUT",
                        "/settings",
                        "Changes what is given of them. `apiKeys` is an array of keys, empty for any; `webhookKey` a"
                                + " string, or null for none.",
                        controls::changeSettings),
                Verb.now(
                        "GET",
                        "/clock",
                        "Tells the time of the server, and whether it is `real` or `manual`.",
                        context -> controls.clock()),
                Verb.now("PUT", "/clock", "Sets `mode` to `manual` or `real`.", controls::changeClock),
                Verb.now(
                        "POST",
                        "/clock/advance",
                        "Advances a manual clock `by` a duration, runs what falls due, and answers when that is done.",
                        controls::advance),
                Verb.now(
                        "GET",
                        "/queued-preferences",
                        "Lists the preferences laid down for requests to come.",
                        context -> controls.scenarios()),
                Verb.now(
                        "POST",
                        "/queued-preferences",
                        "Lays down `prefer` for the next requests of an `operation`, as many as `times` (1).",
                        controls::scenario),
                Verb.now("DELETE", "/queued-preferences", "Forgets them.", controls::forget),
                Verb.now(
                        "POST",
                        "/reset",
                        "Forgets all that happened; settings are again those of the start, and so is the mode of the clock.",
                        controls::reset));
    }

    public void register(RoutesConfig routes) {
        for (Verb verb : verbs()) {
            WebServer.serve(
                    routes, verb.method(), ROOT + verb.path(), context -> context.future(() -> answer(verb, context)));
        }
    }

    private static CompletableFuture<?> answer(Verb verb, Context context) {
        try {
            return verb.action().apply(context).thenAccept(json -> send(context, 200, json));
        } catch (UnknownException e) {
            return CompletableFuture.completedFuture(error(context, 404, e.getMessage()));
        } catch (IllegalStateException e) {
            return CompletableFuture.completedFuture(error(context, 409, e.getMessage()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(error(context, 422, e.getMessage()));
        }
    }

    public static Context error(Context context, int status, @Nullable String message) {
        return send(context, status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    private static Context send(Context context, int status, JsonNode json) {
        return context.status(status).contentType(ResponseWriter.JSON).result(Json.bytes(json));
    }

    static <T> ArrayNode list(Collection<T> entries, Function<T, ObjectNode> json) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        entries.stream()
                .skip(Math.max(0, entries.size() - MOST_LISTED))
                .map(json)
                .forEach(list::add);
        return list;
    }
}
