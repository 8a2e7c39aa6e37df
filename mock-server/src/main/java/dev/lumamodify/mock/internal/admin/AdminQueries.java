package dev.lumamodify.mock.internal.admin;

import dev.lumamodify.mock.CallbackAttempt;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.JsonField;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The verbs of the admin API that look at what happened, and wait for what will. */
final class AdminQueries {
    private final ServerContext parts;

    AdminQueries(ServerContext parts) {
        this.parts = parts;
    }

    JsonNode task(Context context) {
        String id = context.pathParam("taskId");
        ObjectNode json = parts.tasks().known(id).json();
        json.set(
                "callbackAttempts",
                Admin.list(parts.deliveries().list(each -> each.taskId().equals(id)), CallbackAttempt::json));
        return json;
    }

    CompletableFuture<JsonNode> deliveries(Context context) {
        Map<String, String> query = query(context, List.of("taskId", "atLeast", "within"));
        String taskId = query.get("taskId");
        return seen(
                parts.deliveries(),
                each -> taskId == null || each.taskId().equals(taskId),
                CallbackAttempt::json,
                query);
    }

    CompletableFuture<JsonNode> requests(Context context) {
        Map<String, String> query = query(
                context, List.of("operation", "code", "status", "taskId", "account", "since", "atLeast", "within"));
        long since = number("since", query.getOrDefault("since", "0"));
        for (String name : List.of("code", "status")) {
            number(name, query.getOrDefault(name, "0"));
        }
        Predicate<RecordedRequest> which =
                each -> query.entrySet().stream().allMatch(filter -> switch (filter.getKey()) {
                    case "operation" -> filter.getValue().equals(each.operation());
                    case "code" -> filter.getValue().equals(Integer.toString(each.code()));
                    case "status" -> filter.getValue().equals(Integer.toString(each.status()));
                    case "taskId" -> filter.getValue().equals(each.taskId());
                    case "account" -> filter.getValue().equals(each.account());
                    case "since" -> each.id() > since;
                    default -> true;
                });
        if (query.containsKey("operation")) {
            parts.contract().operation(query.get("operation"));
        }
        return seen(parts.exchanges(), which, RecordedRequest::json, query);
    }

    /** Lists what there is, at once or when there is enough of it. */
    private static <T> CompletableFuture<JsonNode> seen(
            BoundedLog<T> history, Predicate<T> which, Function<T, ObjectNode> json, Map<String, String> query) {
        long atLeast = number("atLeast", query.getOrDefault("atLeast", "0"));
        Duration within = new JsonField("within", StringNode.valueOf(query.getOrDefault("within", "0s"))).duration();
        if (within.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("within must be at most 1m");
        }
        return history.await(which, atLeast, within).thenApply(entries -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("satisfied", entries.size() >= atLeast).put("seen", entries.size());
            answer.set("entries", Admin.list(entries, json));
            return answer;
        });
    }

    private static Map<String, String> query(Context context, List<String> known) {
        Map<String, List<String>> given = context.queryParamMap();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not known; there are " + String.join(", ", known));
            }
        }
        return given.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0)));
    }

    private static long number(String name, String value) {
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(name + " must be a whole number that is not negative");
        }
        return Long.parseLong(value);
    }
}
