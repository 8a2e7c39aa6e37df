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

/** 50,000 mixed requests and 5,000 tasks whose callbacks go to a receiver that fails at random. */
@Tag("soak")
final class SoakTest {
    private static final int CALLERS = 4;
    private static final int REQUESTS = 50_000;
    private static final int TASKS = 5_000;
    private static final int ROUNDS = 5;
    private static final long SEED = 20_260_101;
    private static final long MOST_GROWTH = 16L << 20;

    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Map<String, List<Integer>> answers = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
    private final LongAdder deliveries = new LongAdder();
    private final AtomicInteger wrong = new AtomicInteger();
    private String callback = "";

    @Test
    void endsWithEverythingAccountedForAndMemoryFlat() throws Exception {
        Random failing = new Random(SEED);
        long begun = System.nanoTime();
        List<Long> heap = new ArrayList<>();
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder()
                        .manualClock()
                        .noRateLimit()
                        .maxTasks(TASKS / ROUNDS)
                        .webhookKey("soak")
                        .start()) {
            callback = receiver.url();
            receiver.answers(delivery -> {
                int status;
                synchronized (failing) {
                    status = failing.nextInt(10) < 4 ? 500 : 200;
                }
                String id = delivery.body().at("/data/taskId").asString();
                answers.computeIfAbsent(id, unseen -> new ArrayList<>()).add(status);
                return status;
            });
            mock.runtime.tasks().addChangeListener(task -> tasks.put(task.id(), task));
            mock.runtime.callbackAttempts().addListener(attempt -> deliveries.increment());

            for (int round = 0; round < ROUNDS; round++) {
                round(mock, round);
                receiver.deliveries.clear();
                heap.add(usedHeap());
            }
        }
        report(System.nanoTime() - begun, heap);

        assertThat(wrong).hasValue(0);
        assertThat(tasks).hasSize(TASKS);
        assertThat(answers).hasSize(TASKS);
        assertThat(deliveries.sum())
                .isEqualTo(answers.values().stream().mapToInt(List::size).sum());
        tasks.forEach((id, task) -> assertThat(task.state()).isEqualTo(expected(answers.getOrDefault(id, List.of()))));
        assertThat(heap.get(ROUNDS - 1) - heap.get(1)).isLessThan(MOST_GROWTH);
    }

    private static Task.State expected(List<Integer> answered) {
        int last = answered.size() - 1;
        assertThat(answered.subList(0, last)).allMatch(status -> status == 500);
        assertThat(answered.size()).isLessThanOrEqualTo(4);
        if (answered.get(last) == 200) {
            return Task.State.SUCCEEDED;
        }
        assertThat(answered).hasSize(4);
        return Task.State.CALLBACK_FAILED;
    }

    /** Some requests from several callers at once while time passes; then all that is due. */
    private void round(MockServer mock, int round) {
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> call(new TestClient(mock), new Random(SEED + (long) round * CALLERS + caller))))
                .toList();
        while (!callers.stream().allMatch(CompletableFuture::isDone)) {
            mock.advance(Duration.ofMillis(100));
        }
        callers.forEach(CompletableFuture::join);
        mock.advance(Duration.ofMinutes(1));
    }

    private void call(TestClient caller, Random random) {
        List<String> mine = new ArrayList<>();
        int perCaller = REQUESTS / ROUNDS / CALLERS;
        int every = REQUESTS / TASKS;
        for (int i = 0; i < perCaller; i++) {
            if (i % every == 0) {
                mine.add(check(caller.create(TestClient.lawful(callback)), 200)
                        .data()
                        .path("taskId")
                        .asString());
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> check(caller.create("{\"prompt\":" + random.nextInt() + "}"), 422);
                case 1 -> check(caller.look("unknown"), 422);
                case 2 -> check(caller.create(TestClient.LAWFUL, "Prefer", "code=455"), 455);
                case 3 -> check(caller.create(TestClient.LAWFUL, "Authorization", "none"), 401);
                case 4 -> check(caller.send("GET", "/nowhere", BodyPublishers.noBody()), 404);
                default -> check(caller.look(mine.get(random.nextInt(mine.size()))), 200);
            }
        }
    }

    private TestClient.Reply check(TestClient.Reply reply, int code) {
        codes.computeIfAbsent(reply.code(), unseen -> new LongAdder()).increment();
        if (reply.code() != code || reply.status() != 200) {
            wrong.incrementAndGet();
        }
        return reply;
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
                "Soak: %,d requests in %.1f s (%,.0f/s), codes %s; %,d tasks %s; %,d deliveries; heap after each %,d"
                        + " requests, in MiB: %s%n",
                REQUESTS,
                nanos / 1e9,
                REQUESTS / (nanos / 1e9),
                codes,
                tasks.size(),
                states,
                deliveries.sum(),
                REQUESTS / ROUNDS,
                heap.stream().map(bytes -> bytes >> 20).toList());
    }
}
