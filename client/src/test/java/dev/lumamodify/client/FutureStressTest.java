package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Submits 10,000 requests, waits for their tasks in blocking continuations, and injects faults of 20 kinds. Run it with
 * {@code mvn -Pstress -pl client -am test}. Prints its figures.
 */
@Tag("stress")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FutureStressTest {
    private static final int SUBMISSIONS = 10_000;
    private static final int CONCURRENT_SUBMISSIONS = 400;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOLERANCE = Duration.ofSeconds(1);
    private static final int FAULT_PERCENT = 30;

    private enum Fault {
        // Faults of the server.
        NO_RESPONSE,
        CONNECTION_CLOSED,
        CLOSED_IN_THE_BODY,
        NOT_JSON,
        EMPTY,
        RATE_LIMITED,
        UNDER_MAINTENANCE,
        SERVER_ERROR,
        UNAVAILABLE,
        REDIRECT,
        SLOW_RESPONSE,
        UNKNOWN_TASK,
        // Faults of the application.
        INTERCEPTOR_EXCEPTION,
        INTERCEPTOR_ERROR,
        INTERCEPTOR_IO_EXCEPTION,
        CONSUMED_BODY,
        LISTENER_EXCEPTION,
        LISTENER_ERROR,
        CANCELLED_CALL,
        EXECUTOR_REJECTS,
        EXECUTOR_DROPS,
        EXECUTOR_ERROR
    }

    private final Map<String, AtomicInteger> outcomes = new ConcurrentSkipListMap<>();
    private final Map<Fault, AtomicInteger> faults = new ConcurrentSkipListMap<>();
    private final AtomicInteger taskIds = new AtomicInteger();
    private final AtomicInteger cancellations = new AtomicInteger();
    private final AtomicLong maxLatenessNanos = new AtomicLong(Long.MIN_VALUE);
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(CONCURRENT_SUBMISSIONS);

    private boolean inject(Fault fault) {
        boolean injected = ThreadLocalRandom.current().nextInt(100 * Fault.values().length) < FAULT_PERCENT;
        if (injected) {
            faults.computeIfAbsent(fault, key -> new AtomicInteger()).incrementAndGet();
        }
        return injected;
    }

    private MockResponse serve(RecordedRequest request) {
        if (inject(Fault.NO_RESPONSE)) {
            return STALLED;
        } else if (inject(Fault.CONNECTION_CLOSED)) {
            return ScriptedServer.CONNECTION_CLOSED;
        } else if (inject(Fault.CLOSED_IN_THE_BODY)) {
            return responseBuilder(200, CREATED)
                    .onResponseBody(new SocketEffect.CloseSocket())
                    .build();
        } else if (inject(Fault.NOT_JSON)) {
            return response(200, "<html>");
        } else if (inject(Fault.EMPTY)) {
            return response(200, "");
        } else if (inject(Fault.RATE_LIMITED)) {
            return responseBuilder(200, envelope(429))
                    .addHeader("Retry-After", 0)
                    .build();
        } else if (inject(Fault.UNDER_MAINTENANCE)) {
            return response(200, envelope(455));
        } else if (inject(Fault.SERVER_ERROR)) {
            return response(500, "");
        } else if (inject(Fault.UNAVAILABLE)) {
            return responseBuilder(503, "").addHeader("Retry-After", 0).build();
        } else if (inject(Fault.REDIRECT)) {
            return responseBuilder(307, "").addHeader("Location", "/elsewhere").build();
        } else if (inject(Fault.UNKNOWN_TASK)) {
            return response(200, envelope(422));
        }
        MockResponse.Builder builder;
        if (request.getMethod().equals("POST")) {
            builder =
                    responseBuilder(200, CREATED.replace(ScriptedServer.TASK_ID, "task-" + taskIds.incrementAndGet()));
        } else {
            String taskId = Objects.requireNonNull(request.getUrl().queryParameter("taskId"));
            int status = ThreadLocalRandom.current().nextInt(4);
            builder = taskWithStatus(status < 2 ? status : 1, taskId).newBuilder();
        }
        return inject(Fault.SLOW_RESPONSE)
                ? builder.bodyDelay(CALL_TIMEOUT.toMillis() * 3 / 2, TimeUnit.MILLISECONDS)
                        .build()
                : builder.build();
    }

    private Response intercept(Interceptor.Chain chain) throws IOException {
        if (inject(Fault.INTERCEPTOR_EXCEPTION)) {
            throw new IllegalStateException("interceptor");
        } else if (inject(Fault.INTERCEPTOR_ERROR)) {
            throw new NoSuchMethodError("interceptor");
        } else if (inject(Fault.INTERCEPTOR_IO_EXCEPTION)) {
            throw new IOException("interceptor");
        } else if (inject(Fault.CANCELLED_CALL)) {
            chain.call().cancel();
        }
        return inject(Fault.CONSUMED_BODY) ? AtMostOnceTest.consumeBody(chain) : chain.proceed(chain.request());
    }

    private void execute(Runnable task) {
        if (inject(Fault.EXECUTOR_REJECTS)) {
            throw new RejectedExecutionException();
        } else if (inject(Fault.EXECUTOR_ERROR)) {
            throw new NoClassDefFoundError("executor");
        } else if (!inject(Fault.EXECUTOR_DROPS)) {
            Thread thread = new Thread(task, "stress-executor");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private final class FaultyListener extends EventListener {
        private void fail() {
            if (inject(Fault.LISTENER_EXCEPTION)) {
                throw new IllegalStateException("listener");
            } else if (inject(Fault.LISTENER_ERROR)) {
                throw new NoSuchMethodError("listener");
            }
        }

        @Override
        public void callStart(Call call) {
            fail();
        }

        @Override
        public void requestHeadersEnd(Call call, okhttp3.Request request) {
            fail();
        }

        @Override
        public void responseHeadersStart(Call call) {
            fail();
        }

        @Override
        public void canceled(Call call) {
            fail();
        }
    }

    @Test
    void everyFutureEndsWithTheClientsThreads() throws Exception {
        stress("own HTTP client and threads", false, false);
    }

    @Test
    void everyFutureEndsWithASharedFaultyHttpClient() throws Exception {
        stress("shared HTTP client with faults", true, false);
    }

    @Test
    void everyFutureEndsWithAFaultyExecutor() throws Exception {
        stress("shared HTTP client and executor with faults", true, true);
    }

    private void stress(String name, boolean sharedHttpClient, boolean faultyExecutor) throws Exception {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(this::intercept)
                .eventListenerFactory(call -> new FaultyListener())
                .build();
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        long start = System.nanoTime();
        try (ScriptedServer server = new ScriptedServer(this::serve)) {
            LumaModifyBuilder builder = server.clientBuilder()
                    .timeout(CALL_TIMEOUT)
                    .retryRejectedSubmissions()
                    .submissionRateLimiter(RateLimiter.UNLIMITED);
            if (sharedHttpClient) {
                builder.callFactory(http);
            }
            if (faultyExecutor) {
                builder.executor(this::execute);
            }
            LumaModify luma = builder.build();
            List<CompletableFuture<?>> all = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < SUBMISSIONS; i++) {
                slots.acquire();
                all.addAll(submit(luma, random));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .handle((value, failure) -> "ended")
                    .get(10, TimeUnit.MINUTES);
            luma.close();
            awaitEndOfThreads(before, name);
            assertThat(server.createRequests()).isLessThanOrEqualTo(SUBMISSIONS * 4L);
            if (sharedHttpClient) {
                http.connectionPool().evictAll();
                assertThat(http.connectionPool().connectionCount()).isZero();
                assertThat(http.dispatcher().runningCallsCount()).isZero();
            }
        }
        report(name, System.nanoTime() - start);
        assertThat(late).isEmpty();
    }

    private List<CompletableFuture<?>> submit(LumaModify luma, Random random) {
        CallOptions options = CallOptions.defaults().withTimeout(CALL_TIMEOUT);
        long start = System.nanoTime();
        CompletableFuture<String> submission = luma.modifyAsync(REQUEST, options);
        WaitOptions wait = WaitOptions.defaults()
                .withPolling(Duration.ofMillis(random.nextInt(3)), Duration.ofMillis(50))
                .withTimeout(WAIT_TIMEOUT);
        CompletableFuture<TaskRecord> result = random.nextBoolean()
                ? submission.thenApply(id -> awaitBlocking(luma, id, wait))
                : submission.thenCompose(id -> awaitAsync(luma, id, wait));
        CompletableFuture<?> ended = result.whenComplete((task, failure) -> {
            slots.release();
            outcomes.computeIfAbsent(outcome(failure), key -> new AtomicInteger())
                    .incrementAndGet();
        });
        // The dependent that is added last runs first, so the blocking one above does not distort the measurement.
        observe("submission", submission, start, CALL_TIMEOUT);
        if (random.nextInt(20) == 0) {
            cancellations.incrementAndGet();
            CompletableFuture.delayedExecutor(random.nextInt(200), TimeUnit.MILLISECONDS)
                    .execute(() -> submission.cancel(false));
        }
        return List.of(submission, ended);
    }

    private TaskRecord awaitBlocking(LumaModify luma, String taskId, WaitOptions options) {
        long start = System.nanoTime();
        try {
            return luma.awaitCompletion(taskId, options);
        } finally {
            recordLateness("blocking wait", start, WAIT_TIMEOUT);
        }
    }

    private CompletableFuture<TaskRecord> awaitAsync(LumaModify luma, String taskId, WaitOptions options) {
        long start = System.nanoTime();
        CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(taskId, options);
        observe("wait", wait, start, WAIT_TIMEOUT);
        return wait;
    }

    private void observe(String name, CompletableFuture<?> future, long start, Duration timeout) {
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> recordLateness(name, start, timeout));
    }

    private void recordLateness(String name, long start, Duration timeout) {
        long lateness = System.nanoTime() - start - timeout.toNanos();
        maxLatenessNanos.accumulateAndGet(lateness, Math::max);
        if (lateness > TOLERANCE.toNanos()) {
            late.add(name + " ended " + Duration.ofNanos(lateness) + " after its timeout");
        }
    }

    private static String outcome(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            return "result";
        }
        return cause instanceof CancellationException
                ? "cancelled"
                : cause.getClass().getSimpleName();
    }

    /** The threads end shortly after {@code close}; the test fails at its timeout if they do not. */
    private static void awaitEndOfThreads(Set<Thread> before, String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("luma-modify") && !before.contains(thread)) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
                assertThat(thread.isAlive()).as(name + ": " + thread.getName()).isFalse();
            }
        }
    }

    private void report(String name, long nanos) {
        Map<String, Integer> injected = faults.entrySet().stream()
                .collect(Collectors.toMap(
                        fault -> fault.getKey().name(),
                        fault -> fault.getValue().get(),
                        Integer::sum,
                        TreeMap::new));
        System.out.printf(
                "Stress, %s: %,d submissions in %.1f s; %d cancellations; latest end: %.3f s %s the timeout%n"
                        + "  outcomes: %s%n  faults of %d kinds: %s%n",
                name,
                SUBMISSIONS,
                nanos / 1e9,
                cancellations.get(),
                Math.abs(maxLatenessNanos.get() / 1e9),
                maxLatenessNanos.get() < 0 ? "before" : "after",
                outcomes,
                injected.size(),
                injected);
    }
}
