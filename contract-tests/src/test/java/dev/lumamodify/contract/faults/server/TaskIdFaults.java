package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.FaultLayer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Servers that confuse, lose or invent tasks. */
final class TaskIdFaults {
    private static final String GENERATING = Objects.requireNonNull(OpenApiDocument.load()
                    .operation("recordInfo")
                    .responseExamples()
                    .get("generating"))
            .toString();

    private TaskIdFaults() {}

    static void addTo(FaultTable table) {
        createdIds(table.foundBy("tasks.unique-under-load"));
        returnedIds(table.foundBy("tasks.readable"));
        unknownIds(table.foundBy("tasks.unknown-rejected"));
        table.foundBy("tasks.similar-ids-rejected")
                .readsRequest(
                        "ignores what follows 32 characters of a task id",
                        request -> Messages.withTaskId(request, id -> id.length() > 32 ? id.substring(0, 32) : id));
        equivalentIds(table.foundBy("tasks.exact-ids-only"));
        table.foundBy("tasks.missing-id-rejected")
                .handlesRequest("returns a task for a read without a task id", (request, mock) -> {
                    boolean missing =
                            request.path().endsWith("taskId=") || request.path().endsWith("record-info");
                    Response response = mock.apply(request);
                    return missing ? Messages.withBody(response, GENERATING) : response;
                });
        table.foundBy("lifecycle.stays-readable").add("returns no task for every seventh read", TaskIdFaults::losing);
    }

    private static void createdIds(FaultTable.Group faults) {
        faults.add("returns every fourth task id twice", TaskIdFaults::repeating);
        faults.add("returns the same id for every task", () -> new FaultLayer() {
            private final AtomicReference<@Nullable Response> first = new AtomicReference<>();

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (!Messages.isCreate(request) || !response.accepted()) {
                    return response;
                }
                Response before = first.compareAndExchange(null, response);
                return before == null ? response : before;
            }
        });
        faults.add("confuses concurrent reads", ConfusedReads::new);
    }

    private static void returnedIds(FaultTable.Group faults) {
        faults.returnsRecord("returns another task id in the record", data -> data.put("taskId", "b".repeat(32)));
        faults.returnsRecord(
                "returns the task id in upper case",
                data -> data.put("taskId", Messages.text(data, "taskId").toUpperCase(Locale.ROOT)));
        faults.add("loses a task after three reads", TaskIdFaults::forgetful);
    }

    private static void unknownIds(FaultTable.Group faults) {
        faults.responds(
                "returns null for an unknown task",
                response -> Messages.isRead(response.request()) && response.code() == 422
                        ? Messages.editJson(response, json -> json.put("code", 200))
                        : response);
        faults.responds(
                "returns an unknown task as generating",
                response -> Messages.isRead(response.request()) && response.code() == 422
                        ? Messages.withBody(Messages.withStatus(response, 200), GENERATING)
                        : response);
        faults.responds(
                "responds with code 500 for an unknown task",
                response -> Messages.isRead(response.request()) ? Messages.withCode(response, 422, 500) : response);
    }

    private static void equivalentIds(FaultTable.Group faults) {
        faults.readsRequest(
                "ignores white space around a task id", request -> Messages.withTaskId(request, String::strip));
        faults.readsRequest(
                "ignores the case of a task id",
                request -> Messages.withTaskId(request, id -> id.toLowerCase(Locale.ROOT)));
    }

    /** Returns the response to the previous create request for every fourth one. */
    private static FaultLayer repeating() {
        AtomicInteger count = new AtomicInteger();
        AtomicReference<@Nullable Response> previous = new AtomicReference<>();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (!Messages.isCreate(request) || !response.accepted()) {
                    return response;
                }
                Response before = previous.getAndSet(response);
                return count.incrementAndGet() % 4 == 0 && before != null ? before : response;
            }
        };
    }

    /** Rejects every fourth read of a task as if the task did not exist. */
    private static FaultLayer forgetful() {
        Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                if (!Messages.isRead(request)) {
                    return mock.apply(request);
                }
                int count = reads.computeIfAbsent(request.path(), path -> new AtomicInteger())
                        .incrementAndGet();
                return mock.apply(count % 4 == 0 ? Messages.withTaskId(request, id -> "none") : request);
            }
        };
    }

    /** Rejects every seventh read of a task that exists. */
    private static FaultLayer losing() {
        AtomicInteger reads = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                boolean lost = Messages.isRead(request) && response.accepted() && reads.incrementAndGet() % 7 == 0;
                return lost ? mock.apply(Messages.withTaskId(request, id -> "none")) : response;
            }
        };
    }

    /**
     * Responds to one of two concurrent reads with the response to the other.
     *
     * <p>The check reads every task once alone and then all of them at the same time. So that the fault shows however slow the machine
     * is, the first repeated read waits for a read of another task.
     */
    private static final class ConfusedReads implements FaultLayer {
        private final Set<String> paths = ConcurrentHashMap.newKeySet();
        private final AtomicReference<@Nullable Request> waiting = new AtomicReference<>();
        private final AtomicReference<@Nullable Response> other = new AtomicReference<>();
        private final CountDownLatch arrived = new CountDownLatch(1);

        @Override
        public Response handle(Request request, Function<Request, Response> mock) {
            Response response = mock.apply(request);
            if (!Messages.isRead(request) || !response.accepted() || paths.add(request.path())) {
                return response;
            }
            if (waiting.compareAndSet(null, request)) {
                await(arrived);
                Response confused = other.get();
                return confused == null ? response : confused;
            }
            other.compareAndSet(null, response);
            arrived.countDown();
            return response;
        }
    }

    /** Waits for an event that comes soon unless the check has changed. */
    static void await(CountDownLatch event) {
        try {
            if (!event.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The check has sent no concurrent requests");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
