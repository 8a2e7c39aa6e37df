package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.state.Task;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends 50,000 mixed requests and creates 5,000 tasks whose callbacks go to a receiver that fails at random. */
@Tag("soak")
final class SoakTest {
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 50_000;
    private static final int TASKS = 5_000;
    private static final int ROUNDS = 5;
    private static final long SEED = 20_260_101;
    private static final long MAX_HEAP_GROWTH = 16L << 20;

    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Map<String, List<Integer>> statuses = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
    private final LongAdder attempts = new LongAdder();
    private final AtomicInteger unexpectedResponses = new AtomicInteger();
    private String callBackUrl = "";

    @Test
    void everyTaskReachesItsExpectedStateWithStableMemory() throws Exception {
        Random statusSource = new Random(SEED);
        long start = System.nanoTime();
        List<Long> heap = new ArrayList<>();
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder()
                        .manualClock()
                        .noRateLimit()
                        .maxTasks(TASKS / ROUNDS)
                        .webhookKey("soak")
                        .start()) {
            callBackUrl = receiver.url();
            receiver.respondWith(callback -> {
                int status;
                synchronized (statusSource) {
                    status = statusSource.nextInt(10) < 4 ? 500 : 200;
                }
                String id = callback.taskId();
                statuses.computeIfAbsent(id, key -> new ArrayList<>()).add(status);
                return status;
            });
            mock.runtime.tasks().addChangeListener(task -> tasks.put(task.id(), task));
            mock.runtime.callbackAttempts().addListener(attempt -> attempts.increment());

            for (int round = 0; round < ROUNDS; round++) {
                runRound(mock, round);
                receiver.received.clear();
                heap.add(usedHeap());
            }
        }
        report(System.nanoTime() - start, heap);

        assertThat(unexpectedResponses).hasValue(0);
        assertThat(tasks).hasSize(TASKS);
        assertThat(statuses).hasSize(TASKS);
        assertThat(attempts.sum())
                .isEqualTo(statuses.values().stream().mapToInt(List::size).sum());
        tasks.forEach((id, task) -> assertThat(task.state()).isEqualTo(expected(statuses.getOrDefault(id, List.of()))));
        assertThat(heap.get(ROUNDS - 1) - heap.get(1)).isLessThan(MAX_HEAP_GROWTH);
    }

    private static Task.State expected(List<Integer> statuses) {
        int last = statuses.size() - 1;
        assertThat(statuses.subList(0, last)).allMatch(status -> status == 500);
        assertThat(statuses.size()).isLessThanOrEqualTo(4);
        if (statuses.get(last) == 200) {
            return Task.State.SUCCEEDED;
        }
        assertThat(statuses).hasSize(4);
        return Task.State.CALLBACK_FAILED;
    }

    /** Sends requests from several clients while time passes. Then runs everything that is scheduled. */
    private void runRound(MockServer mock, int round) {
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> sendRequests(new TestClient(mock), new Random(SEED + (long) round * CLIENTS + client))))
                .toList();
        while (!clients.stream().allMatch(CompletableFuture::isDone)) {
            mock.advance(Duration.ofMillis(100));
        }
        clients.forEach(CompletableFuture::join);
        mock.advance(Duration.ofMinutes(1));
    }

    private void sendRequests(TestClient client, Random random) {
        List<String> ownTasks = new ArrayList<>();
        int requestsPerClient = REQUESTS / ROUNDS / CLIENTS;
        int requestsPerTask = REQUESTS / TASKS;
        for (int i = 0; i < requestsPerClient; i++) {
            if (i % requestsPerTask == 0) {
                ownTasks.add(expectCode(client.create(TestClient.validRequest(callBackUrl)), 200)
                        .data()
                        .path("taskId")
                        .asString());
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> expectCode(client.create("{\"prompt\":" + random.nextInt() + "}"), 422);
                case 1 -> expectCode(client.read("unknown"), 422);
                case 2 -> expectCode(client.create(TestClient.VALID_REQUEST, "Prefer", "code=455"), 455);
                case 3 -> expectCode(client.create(TestClient.VALID_REQUEST, "Authorization", "none"), 401);
                case 4 -> expectCode(client.send("GET", "/nowhere", BodyPublishers.noBody()), 404);
                default -> expectCode(client.read(ownTasks.get(random.nextInt(ownTasks.size()))), 200);
            }
        }
    }

    private TestClient.Response expectCode(TestClient.Response response, int code) {
        codes.computeIfAbsent(response.code(), key -> new LongAdder()).increment();
        if (response.code() != code || response.status() != 200) {
            unexpectedResponses.incrementAndGet();
        }
        return response;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void report(long nanos, List<Long> heap) {
        Map<Task.State, Long> states =
                tasks.values().stream().collect(Collectors.groupingBy(Task::state, Collectors.counting()));
        System.out.printf(
                "Soak: %,d requests in %.1f s (%,.0f/s), codes %s; %,d tasks %s; %,d callback attempts; heap after each %,d"
                        + " requests, in MiB: %s%n",
                REQUESTS,
                nanos / 1e9,
                REQUESTS / (nanos / 1e9),
                codes,
                tasks.size(),
                states,
                attempts.sum(),
                REQUESTS / ROUNDS,
                heap.stream().map(bytes -> bytes >> 20).toList());
    }
}
