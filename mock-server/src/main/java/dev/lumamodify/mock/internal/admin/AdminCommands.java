package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.callback.Callbacks;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The actions of the admin API that change the state of the server. Most return the new state. */
public final class AdminCommands {
    private final AdminQueries queries;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final Tasks tasks;
    private final Callbacks callbacks;
    private final QueuedPreferences queuedPreferences;
    private final Runnable reset;

    /**
     * @param reset resets the server
     */
    public AdminCommands(
            AdminQueries queries,
            LiveSettings settings,
            Scheduler scheduler,
            Accounts accounts,
            Tasks tasks,
            Callbacks callbacks,
            QueuedPreferences queuedPreferences,
            Runnable reset) {
        this.queries = queries;
        this.settings = settings;
        this.scheduler = scheduler;
        this.accounts = accounts;
        this.tasks = tasks;
        this.callbacks = callbacks;
        this.queuedPreferences = queuedPreferences;
        this.reset = reset;
    }

    JsonNode changeAccount(Context context) {
        if (context.req().getHeader("Authorization") == null) {
            accounts.patch(AdminRequest.body(context));
        } else {
            queries.authenticated(context).patch(AdminRequest.body(context));
        }
        return queries.account(context);
    }

    JsonNode changeSettings(Context context) {
        settings.patch(AdminRequest.body(context));
        return queries.settings();
    }

    JsonNode changeClock(Context context) {
        String mode =
                AdminRequest.field(AdminRequest.body(context, "mode"), "mode").text();
        if (!mode.equals("manual") && !mode.equals("real")) {
            throw new InvalidValueException("mode", "must be manual or real");
        }
        scheduler.setManual(mode.equals("manual"));
        return queries.clock();
    }

    CompletableFuture<JsonNode> advanceClock(Context context) {
        Duration by = AdminRequest.field(AdminRequest.body(context, "by"), "by").duration();
        return scheduler.advance(by).thenApply(done -> queries.clock());
    }

    JsonNode enqueuePreferences(Context context) {
        ObjectNode body = AdminRequest.body(context, "operation", "times", "prefer");
        queuedPreferences.enqueue(
                AdminRequest.field(body, "operation").text(),
                body.has("times") ? AdminRequest.field(body, "times").count() : 1,
                AdminRequest.field(body, "prefer").text());
        return queries.queuedPreferences();
    }

    JsonNode clearQueuedPreferences() {
        queuedPreferences.clear();
        return queries.queuedPreferences();
    }

    JsonNode removeQueuedPreferences(Context context) {
        queuedPreferences.remove(AdminRequest.number(context.pathParamMap(), "id"));
        return queries.queuedPreferences();
    }

    CompletableFuture<JsonNode> resend(Context context) {
        Task task = tasks.get(context.pathParam("taskId"));
        return callbacks.resend(task).thenApply(done -> task.json());
    }

    JsonNode reset(Context context) {
        reset.run();
        return queries.health(context);
    }
}
