package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.UnknownTaskException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The routes of the admin API. */
public final class AdminRoutes implements RouteGroup {
    public static final String ROOT = "/__mock";

    private final AdminGuard guard;
    private final AdminQueries queries;
    private final AdminLogQueries logQueries;
    private final AdminCommands commands;

    public AdminRoutes(AdminGuard guard, AdminQueries queries, AdminLogQueries logQueries, AdminCommands commands) {
        this.guard = guard;
        this.queries = queries;
        this.logQueries = logQueries;
        this.commands = commands;
    }

    /** Returns whether a path is one of the admin API. */
    public static boolean contains(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ROOT, guard);
        routes.before(ROOT + "/*", guard);
        for (AdminRoute route : list()) {
            RouteGroup.add(
                    routes, route.method(), route.path(), context -> context.future(() -> handle(route, context)));
        }
    }

    public List<AdminRoute> list() {
        return List.of(
                AdminRoute.immediate(
                        "GET",
                        "",
                        "Lists the routes of the admin API.",
                        context -> AdminResponse.array(list(), AdminRoute::json)),
                AdminRoute.immediate(
                        "GET",
                        "/health",
                        "Returns the status and the URL of the server. The response has HTTP status 503 if the clock does"
                                + " not run its events.",
                        queries::health),
                AdminRoute.immediate(
                        "GET", "/tasks", "Lists the last 1000 tasks, oldest first.", context -> queries.tasks()),
                AdminRoute.immediate(
                        "GET",
                        "/tasks/{taskId}",
                        "Returns a task with its states and its callback attempts.",
                        queries::task),
                AdminRoute.waiting(
                        "POST",
                        "/tasks/{taskId}/resend",
                        "Sends the callback of an ended task again.",
                        commands::resend),
                AdminRoute.immediate(
                        "GET",
                        "/uploads",
                        "Lists the last 1000 uploaded files that have not expired, oldest first.",
                        context -> queries.uploads()),
                AdminRoute.waiting(
                        "GET",
                        "/callback-attempts",
                        "Lists the callback attempts and their responses. Filter: `taskId`. Wait: `atLeast`, `within`.",
                        logQueries::callbackAttempts),
                AdminRoute.waiting(
                        "GET",
                        "/requests",
                        "Lists the requests and their responses. Filters: `operation`, `code`, `status`, `taskId`,"
                                + " `account`, `since` (the `id` of a request). Wait: `atLeast`, `within`.",
                        logQueries::requests),
                AdminRoute.immediate(
                        "GET",
                        "/accounts",
                        "Lists the last 1000 accounts that sent a request.",
                        context -> queries.accounts()),
                AdminRoute.immediate(
                        "GET",
                        "/account",
                        "Returns the account whose API key is in `Authorization`. Without this header, returns the"
                                + " defaults of new accounts.",
                        queries::account),
                AdminRoute.immediate(
                        "PUT",
                        "/account",
                        "Changes the given fields of the account whose API key is in `Authorization`: `credits`,"
                                + " `creditsPerTask`, `rateLimit` (`20/10s` or `off`), `maintenance`, `disabled`. Without"
                                + " this header, changes all accounts and the defaults of new accounts.",
                        commands::changeAccount),
                AdminRoute.immediate(
                        "GET",
                        "/settings",
                        "Returns the settings. Shows how many `apiKeys` there are and whether there is a `webhookKey`,"
                                + " but never a key.",
                        context -> queries.settings()),
                AdminRoute.immediate(
                        "PUT",
                        "/settings",
                        "Changes the given settings. `apiKeys` is an array of keys; an empty array allows any key."
                                + " `webhookKey` is a string; null removes the key.",
                        commands::changeSettings),
                AdminRoute.immediate(
                        "GET",
                        "/clock",
                        "Returns the time of the server, the mode of its clock, `real` or `manual`, and the `next`"
                                + " scheduled event.",
                        context -> queries.clock()),
                AdminRoute.immediate(
                        "PUT", "/clock", "Sets the `mode` of the clock to `real` or `manual`.", commands::changeClock),
                AdminRoute.waiting(
                        "POST",
                        "/clock/advance",
                        "Advances a manual clock `by` a duration. Runs the events that are scheduled in this time, and"
                                + " responds when they have run.",
                        commands::advanceClock),
                AdminRoute.immediate(
                        "GET",
                        "/preferences",
                        "Lists the preferences that the header `Prefer` can have.",
                        context -> queries.preferences()),
                AdminRoute.immediate(
                        "GET",
                        "/queued-preferences",
                        "Lists the queued preferences.",
                        context -> queries.queuedPreferences()),
                AdminRoute.immediate(
                        "POST",
                        "/queued-preferences",
                        "Queues the preferences in `prefer` for the next requests of an `operation`. `times` is the"
                                + " number of requests (default: 1).",
                        commands::enqueuePreferences),
                AdminRoute.immediate(
                        "DELETE",
                        "/queued-preferences/{id}",
                        "Removes the queued preferences with this `id`, if they are still queued.",
                        commands::removeQueuedPreferences),
                AdminRoute.immediate(
                        "DELETE",
                        "/queued-preferences",
                        "Removes all queued preferences.",
                        context -> commands.clearQueuedPreferences()),
                AdminRoute.immediate(
                        "POST",
                        "/reset",
                        "Removes all tasks, uploads, accounts, requests, callback attempts and queued preferences. Restores the"
                                + " settings and the mode of the clock to those of the start.",
                        commands::reset));
    }

    private static CompletableFuture<?> handle(AdminRoute route, Context context) {
        try {
            return route.action()
                    .apply(context)
                    .thenAccept(json -> AdminResponse.send(context, context.statusCode(), json));
        } catch (UnknownTaskException e) {
            return error(context, 404, e);
        } catch (IllegalStateException e) {
            return error(context, 409, e);
        } catch (IllegalArgumentException e) {
            return error(context, 422, e);
        } catch (ApiError e) {
            return error(context, e.code(), e);
        }
    }

    private static CompletableFuture<?> error(Context context, int status, RuntimeException e) {
        return CompletableFuture.completedFuture(AdminResponse.error(context, status, e.getMessage()));
    }
}
