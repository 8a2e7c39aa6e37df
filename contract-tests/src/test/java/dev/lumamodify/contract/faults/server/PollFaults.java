package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.FaultLayer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Servers whose polls have effects, or whose tasks need polls, and servers that are slow. */
final class PollFaults {
    private static final Set<Integer> GENERATING = Set.of(0);
    private static final Set<Integer> ENDED = Set.of(1, 2, 3, 4);

    private PollFaults() {}

    static void addTo(FaultTable table) {
        neededPolls(table.foundBy("lifecycle.without-polls"));
        effects(table);
        FaultTable.Group unreadable = table.foundBy("tasks.readable-immediately");
        unreadable.add("returns a task from the second read on", () -> afterReads(2));
        unreadable.add("returns a task from the third read on", () -> afterReads(3));
        slow(table, "create requests", "tasks.readable", Messages::isCreate);
        slow(table, "reads", "tasks.readable", Messages::isRead);
        slow(table, "reads of credits", "billing.accepted-charged", Messages::asksForCredits);
        slow(
                table,
                "large requests",
                "requests.large-accepted",
                request -> request.body() != null && request.body().length > 1 << 16);
    }

    private static void neededPolls(FaultTable.Group faults) {
        faults.returnsRecord("ends a task on the third poll after its end", ENDED, () -> counting(3, false));
        faults.returnsRecord("returns every task as generating once", FaultTable.ANY_STATUS, () -> counting(2, false));
        faults.add("sends no callback for a task that was not read", () -> new FaultLayer() {
            private final Set<String> read = ConcurrentHashMap.newKeySet();

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (Messages.isRead(request)) {
                    read.add(Messages.text(response.data(), "taskId"));
                }
                return response;
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                String id = Messages.text(Messages.json(callback).path("data"), "taskId");
                return read.contains(id) ? receiver.apply(callback) : Messages.accepted(callback);
            }
        });
    }

    private static void effects(FaultTable table) {
        FaultTable.Group faults = table.foundBy("lifecycle.polls-have-no-effect");
        faults.returnsRecord("ends a task on the fifth poll", GENERATING, () -> counting(5, true));
        faults.add("starts a task on every fifth poll", () -> creating(5, GENERATING));
        faults.add("charges for the polls of ended tasks", () -> creating(1, ENDED));
        faults.add("repeats the callback on every poll of an ended task", () -> new FaultLayer() {
            private final Map<String, Runnable> delivered = new ConcurrentHashMap<>();

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (Messages.isRead(request)) {
                    // Removed: the receiver polls too.
                    Runnable repetition = delivered.remove(Messages.text(response.data(), "taskId"));
                    if (repetition != null) {
                        repetition.run();
                    }
                }
                return response;
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                Response response = receiver.apply(callback);
                String id = Messages.text(Messages.json(callback).path("data"), "taskId");
                delivered.put(id, () -> {
                    var unused = deliver(callback, receiver);
                });
                return response;
            }
        });
        table.foundBy("limits.allowed")
                .add("counts the polls of tasks as create requests", () -> creating(1, GENERATING));
    }

    /** Counts the polls of each task. Those before or from {@code number} on return another status. */
    private static Consumer<ObjectNode> counting(int number, boolean ended) {
        Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();
        return data -> {
            int poll = polls.computeIfAbsent(Messages.text(data, "taskId"), id -> new AtomicInteger())
                    .incrementAndGet();
            if (ended ? poll >= number : poll < number) {
                data.put("successFlag", ended ? 1 : 0).putNull("completeTime").putNull("response");
            }
        };
    }

    /** Starts a task on some polls. */
    private static FaultLayer creating(int every, Set<Integer> statuses) {
        AtomicInteger polls = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (Messages.isRead(request)
                        && statuses.contains(response.data().path("successFlag").asInt(-1))
                        && polls.incrementAndGet() % every == 0) {
                    MethodFaults.create(request, mock);
                }
                return response;
            }
        };
    }

    /** Rejects the first reads of each task as if it did not exist. */
    private static FaultLayer afterReads(int first) {
        Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                boolean early = Messages.isRead(request)
                        && reads.computeIfAbsent(request.path(), path -> new AtomicInteger())
                                        .incrementAndGet()
                                < first;
                return mock.apply(early ? Messages.withTaskId(request, id -> "none") : request);
            }
        };
    }

    private static void slow(FaultTable table, String what, String traffic, Predicate<Request> slow) {
        table.foundBy("envelope.latency")
                .withTrafficOf(traffic)
                .add("takes 3 seconds for " + what, () -> new FaultLayer() {
                    @Override
                    public Duration delay(Request request) {
                        return slow.test(request) ? Duration.ofSeconds(3) : Duration.ZERO;
                    }
                });
    }
}
