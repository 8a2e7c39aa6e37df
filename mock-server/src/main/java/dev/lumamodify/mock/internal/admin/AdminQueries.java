package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.files.StoredFile;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The actions of the admin API that read the state of the server. */
public final class AdminQueries {
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final Tasks tasks;
    private final UploadedFiles uploadedFiles;
    private final QueuedPreferences queuedPreferences;
    private final BoundedLog<LoggedCallbackAttempt> callbackAttempts;
    private final Supplier<String> url;

    /**
     * @param url returns the URL of the started server
     */
    public AdminQueries(
            LiveSettings settings,
            Scheduler scheduler,
            Accounts accounts,
            Tasks tasks,
            UploadedFiles uploadedFiles,
            QueuedPreferences queuedPreferences,
            BoundedLog<LoggedCallbackAttempt> callbackAttempts,
            Supplier<String> url) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.accounts = accounts;
        this.tasks = tasks;
        this.uploadedFiles = uploadedFiles;
        this.queuedPreferences = queuedPreferences;
        this.callbackAttempts = callbackAttempts;
        this.url = url;
    }

    ObjectNode health(Context context) {
        boolean ready = scheduler.isRunning();
        context.status(ready ? 200 : 503);
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", ready ? "ready" : "failed")
                .put("url", url.get());
    }

    ArrayNode tasks() {
        return AdminResponse.array(tasks.all(), Task::json);
    }

    ObjectNode task(Context context) {
        String id = context.pathParam("taskId");
        ObjectNode json = tasks.get(id).json();
        json.set(
                "callbackAttempts",
                AdminResponse.array(
                        callbackAttempts.list(each -> each.taskId().equals(id)), LoggedCallbackAttempt::json));
        return json;
    }

    ArrayNode uploads() {
        return AdminResponse.array(uploadedFiles.all(), StoredFile::json);
    }

    ArrayNode accounts() {
        return AdminResponse.array(accounts.all(), Account::json);
    }

    JsonNode account(Context context) {
        return context.req().getHeader("Authorization") == null
                ? settings.get().defaultPolicy.json()
                : authenticated(context).json();
    }

    /** Returns the account of a request. Throws {@link IllegalArgumentException} if its key is missing or invalid. */
    Account authenticated(Context context) {
        try {
            return accounts.authenticate(context.req().getHeader("Authorization"));
        } catch (ApiError e) {
            throw new IllegalArgumentException("Authorization must be Bearer and a valid API key", e);
        }
    }

    ObjectNode settings() {
        return settings.get().json().put("url", url.get());
    }

    ObjectNode clock() {
        Instant now = scheduler.now();
        return scheduler.json().put("now", now.toString()).put("nowMillis", now.toEpochMilli());
    }

    ArrayNode preferences() {
        ArrayNode preferences = JsonNodeFactory.instance.arrayNode();
        for (PreferenceType type : PreferenceType.values()) {
            ArrayNode choices = preferences
                    .addObject()
                    .put("name", type.token())
                    .put("values", type.validValues())
                    .put("effect", type.effect())
                    .putArray("choices");
            type.choices().forEach(choices::add);
        }
        return preferences;
    }

    ArrayNode queuedPreferences() {
        return AdminResponse.array(queuedPreferences.json(), json -> json);
    }
}
