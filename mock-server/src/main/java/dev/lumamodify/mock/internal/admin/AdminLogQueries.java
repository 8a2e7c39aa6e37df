package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.DisconnectListener;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The actions of the admin API that filter the logs and wait for entries. */
public final class AdminLogQueries {
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final OpenApiDocument document;
    private final BoundedLog<LoggedRequest> requests;
    private final BoundedLog<LoggedCallbackAttempt> callbackAttempts;

    public AdminLogQueries(
            OpenApiDocument document,
            BoundedLog<LoggedRequest> requests,
            BoundedLog<LoggedCallbackAttempt> callbackAttempts) {
        this.document = document;
        this.requests = requests;
        this.callbackAttempts = callbackAttempts;
    }

    CompletableFuture<JsonNode> callbackAttempts(Context context) {
        Map<String, String> query = AdminRequest.query(context, List.of("taskId", "atLeast", "within"));
        String taskId = query.get("taskId");
        return entries(
                context,
                callbackAttempts,
                each -> taskId == null || each.taskId().equals(taskId),
                LoggedCallbackAttempt::json,
                query);
    }

    CompletableFuture<JsonNode> requests(Context context) {
        Map<String, String> query = AdminRequest.query(
                context, List.of("operation", "code", "status", "taskId", "account", "since", "atLeast", "within"));
        long since = AdminRequest.number(query, "since");
        AdminRequest.number(query, "code");
        AdminRequest.number(query, "status");
        if (query.containsKey("operation")) {
            document.operation(query.get("operation"));
        }
        return entries(context, requests, each -> matches(each, query, since), LoggedRequest::json, query);
    }

    private static boolean matches(LoggedRequest request, Map<String, String> query, long since) {
        return query.entrySet().stream().allMatch(filter -> switch (filter.getKey()) {
            case "operation" -> filter.getValue().equals(request.operation());
            case "code" -> filter.getValue().equals(Integer.toString(request.code()));
            case "status" -> filter.getValue().equals(Integer.toString(request.status()));
            case "taskId" -> filter.getValue().equals(request.taskId());
            case "account" -> filter.getValue().equals(request.account());
            case "since" -> request.id() > since;
            default -> true;
        });
    }

    private static <T> CompletableFuture<JsonNode> entries(
            Context context,
            BoundedLog<T> log,
            Predicate<T> filter,
            Function<T, ObjectNode> json,
            Map<String, String> query) {
        long atLeast = AdminRequest.number(query, "atLeast");
        Duration within = Durations.parse("within", query.getOrDefault("within", "0s"));
        if (within.compareTo(MAX_WAIT) > 0) {
            throw new InvalidValueException("within", "must be at most 1m");
        }
        Function<List<T>, JsonNode> response = entries -> JsonNodeFactory.instance
                .objectNode()
                .put("satisfied", entries.size() >= atLeast)
                .put("count", entries.size())
                .set("entries", AdminResponse.array(entries, json));
        CompletableFuture<List<T>> found = log.await(filter, atLeast, within);
        if (found.isDone()) {
            return found.thenApply(response);
        }
        DisconnectListener disconnect = DisconnectListener.listen(context, () -> found.complete(List.of()));
        return found.thenApplyAsync(
                entries -> {
                    disconnect.cancel();
                    return response.apply(entries);
                },
                ResponseWriter.requestThreads(context));
    }
}
