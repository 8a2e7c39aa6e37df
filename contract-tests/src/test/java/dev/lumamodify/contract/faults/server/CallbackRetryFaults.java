package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers that repeat callbacks too often, too seldom or wrongly, and servers that mix up the order of status and callback. */
final class CallbackRetryFaults {
    private CallbackRetryFaults() {}

    static void addTo(FaultTable table) {
        repeated(table);
        accepted(table);
        redirects(table.foundBy("callbacks.no-redirects"));
        counts(table.foundBy("callbacks.max-retries"));
        changedRetries(table);
        statuses(table);
        order(table.foundBy("callbacks.after-final-state"));
    }

    private static void repeated(FaultTable table) {
        table.foundBy("callbacks.retried-after-503")
                .delivers(
                        "does not repeat callbacks",
                        (callback, receiver) -> Messages.withStatus(receiver.apply(callback), 200));
        table.foundBy("callbacks.status-1-after-recovery")
                .delivers(
                        "repeats callbacks that were accepted",
                        (callback, receiver) -> Messages.withStatus(receiver.apply(callback), 500));
        FaultTable.Group repeated = table.foundBy("callbacks.not-repeated-after-200");
        repeated.delivers("sends every callback twice", (callback, receiver) -> {
            Response first = receiver.apply(callback);
            return first.status() == 200 ? receiver.apply(callback) : first;
        });
    }

    private static void accepted(FaultTable table) {
        FaultTable.Group only200 = table.foundBy("callbacks.only-200-accepts");
        only200.treatsAsAccepted("treats every 2xx status as 200", status -> status / 100 == 2);
        only200.treatsAsAccepted("treats status 204 as 200", status -> status == 204);
        FaultTable.Group clientErrors = table.foundBy("callbacks.retried-after-4xx");
        clientErrors.treatsAsAccepted("repeats callbacks only after 5xx", status -> status < 500);
        clientErrors.treatsAsAccepted("treats status 404 as 200", status -> status == 404);
        FaultTable.Group others = table.foundBy("callbacks.retried-after-other-status");
        others.treatsAsAccepted("treats status 206 as 200", status -> status == 206);
        others.treatsAsAccepted("treats status 302 as 200", status -> status == 302);
        others.treatsAsAccepted("treats status 429 as 200", status -> status == 429);
        table.foundBy("callbacks.retried-after-connection-drop")
                .delivers("treats a dropped connection as 200", (callback, receiver) -> {
                    try {
                        return receiver.apply(callback);
                    } catch (CheckFailure dropped) {
                        return Messages.accepted(callback);
                    }
                });
    }

    private static void redirects(FaultTable.Group faults) {
        faults.treatsAsAccepted("treats every 3xx status as 200", status -> status / 100 == 3);
        faults.delivers("follows redirects of callbacks", (callback, receiver) -> {
            Response response = receiver.apply(callback);
            String location = response.header("location");
            return location == null
                    ? response
                    : receiver.apply(callback.path(URI.create(location).getPath()));
        });
    }

    private static void counts(FaultTable.Group faults) {
        faults.add("stops after two attempts", () -> stopping(2));
        faults.add("stops after three attempts", () -> stopping(3));
        faults.add("stops after five attempts", () -> new FaultLayer() {
            private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                int attempt = attempts.computeIfAbsent(taskId(callback), id -> new AtomicInteger())
                        .incrementAndGet();
                Response response = receiver.apply(callback);
                return attempt == 4 && response.status() != 200 ? receiver.apply(callback) : response;
            }
        });
    }

    private static void changedRetries(FaultTable table) {
        changesRetries(
                table.foundBy("callbacks.post-json").withTrafficOf("callbacks.retried-after-503"),
                "repeats callbacks by PUT",
                (first, retry) -> Messages.withMethod(retry, "PUT"));
        changesRetries(
                table.foundBy("callbacks.no-key").withTrafficOf("callbacks.retried-after-503"),
                "repeats callbacks with the API key",
                (first, retry) -> retry.header("X-Api-Key", MockTarget.API_KEY));
        changesRetries(
                table.foundBy("callbacks.signed-anew"),
                "repeats callbacks with the first signature",
                (first, retry) -> retry.header("X-Webhook-Timestamp", first.header("X-Webhook-Timestamp"))
                        .header("X-Webhook-Signature", first.header("X-Webhook-Signature")));
    }

    private static void statuses(FaultTable table) {
        table.foundBy("callbacks.status-4-not-early")
                .add(
                        "returns status 4 after the first failed attempt",
                        () -> returningStatus(1, (code, response) -> response != 200 ? 4 : 0));
        table.foundBy("callbacks.failure-retried")
                .add(
                        "returns status 4 for a failure whose callback was not accepted",
                        () -> returningStatus(3, (code, response) -> code == 500 && response != 200 ? 4 : 0));
        table.foundBy("callbacks.status-1-after-recovery")
                .add(
                        "returns status 4 although the callback was accepted in the end",
                        () -> returningStatus(1, (code, response) -> response == 201 ? 4 : 0));
    }

    private static void order(FaultTable.Group faults) {
        faults.add("sends the callback before the status changes", () -> new FaultLayer() {
            private final Set<String> delivered = ConcurrentHashMap.newKeySet();

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                Response response = receiver.apply(callback);
                delivered.add(taskId(callback));
                return response;
            }

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                JsonNode data = response.data();
                boolean undelivered = Messages.isRead(request)
                        && data.path("successFlag").asInt(0) > 0
                        && !delivered.contains(Messages.text(data, "taskId"));
                return undelivered
                        ? Messages.editJson(
                                response,
                                json -> ((ObjectNode) json.path("data"))
                                        .put("successFlag", 0)
                                        .putNull("completeTime")
                                        .putNull("response"))
                        : response;
            }
        });
        faults.add("sends the callback before the results can be read", () -> new FaultLayer() {
            private final Set<String> delivering = ConcurrentHashMap.newKeySet();

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                boolean early = delivering.contains(Messages.text(response.data(), "taskId"))
                        && response.data().path("response").isObject();
                return early
                        ? Messages.editJson(
                                response,
                                json -> ((ObjectNode) json.path("data").path("response")).putArray("resultUrls"))
                        : response;
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                delivering.add(taskId(callback));
                try {
                    return receiver.apply(callback);
                } finally {
                    delivering.remove(taskId(callback));
                }
            }
        });
    }

    /** Changes every attempt after the first one. */
    private static void changesRetries(FaultTable.Group faults, String name, BinaryOperator<Request> change) {
        faults.add(name, () -> new FaultLayer() {
            private final Map<String, Request> firstAttempts = new ConcurrentHashMap<>();

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                Request first = firstAttempts.putIfAbsent(taskId(callback), callback);
                return receiver.apply(first == null ? callback : change.apply(first, callback));
            }
        });
    }

    /**
     * Returns a wrong status instead of {@code instead}.
     *
     * @param status computes the wrong status from the code of a callback and the HTTP status of the receiver; 0 for none
     */
    private static FaultLayer returningStatus(int instead, IntBinaryOperator status) {
        Map<String, Integer> statuses = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                Response response = receiver.apply(callback);
                int code = Messages.json(callback).path("code").asInt();
                int wrong = status.applyAsInt(code, response.status());
                if (wrong > 0) {
                    statuses.put(taskId(callback), wrong);
                }
                return response;
            }

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                Integer wrong = statuses.get(Messages.text(response.data(), "taskId"));
                return wrong != null && response.data().path("successFlag").asInt() == instead
                        ? Messages.editJson(
                                response, json -> ((ObjectNode) json.path("data")).put("successFlag", wrong))
                        : response;
            }
        };
    }

    /** Responds to the mock server with 500 for every further attempt, without delivering it. */
    private static FaultLayer stopping(int attempts) {
        Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                int attempt = made.computeIfAbsent(taskId(callback), id -> new AtomicInteger())
                        .incrementAndGet();
                return attempt > attempts
                        ? Messages.withStatus(Messages.accepted(callback), 500)
                        : receiver.apply(callback);
            }
        };
    }

    private static String taskId(Request callback) {
        return Messages.text(Messages.json(callback).path("data"), "taskId");
    }
}
