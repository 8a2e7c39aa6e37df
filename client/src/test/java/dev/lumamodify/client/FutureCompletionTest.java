package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FutureCompletionTest {
    private static final WaitOptions FAST =
            WaitOptions.defaults().withPolling(Duration.ofMillis(1), Duration.ofMillis(10));

    private static MockResponse createdOrEnded(RecordedRequest request) {
        return request.getMethod().equals("POST") ? response(200, CREATED) : taskWithStatus(1);
    }

    private static CompletableFuture<Void> blockingWaits(LumaModify luma, int count) {
        return CompletableFuture.allOf(Stream.<Supplier<CompletableFuture<TaskRecord>>>generate(
                        () -> () -> luma.modifyAsync(REQUEST).thenApply(id -> luma.awaitCompletion(id, FAST)))
                .limit(count)
                .map(Supplier::get)
                .toArray(CompletableFuture[]::new));
    }

    @Test
    void continuationsCanBlock() {
        try (ScriptedServer server = new ScriptedServer(FutureCompletionTest::createdOrEnded);
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .build()) {
            blockingWaits(luma, 150).join();
            assertThat(server.createRequests()).isEqualTo(150);
        }
    }

    @Test
    void continuationsCanBlockWithASharedHttpClient() {
        try (ScriptedServer server = new ScriptedServer(FutureCompletionTest::createdOrEnded);
                LumaModify luma =
                        server.clientBuilder().callFactory(new OkHttpClient()).build()) {
            blockingWaits(luma, 40).join();
            assertThat(server.createRequests()).isEqualTo(40);
        }
    }

    @Test
    void continuationsCanBlockAllThreadsOfTheExecutor() {
        ExecutorService twoThreads = Executors.newFixedThreadPool(2);
        try (ScriptedServer server = new ScriptedServer(FutureCompletionTest::createdOrEnded);
                LumaModify luma = server.clientBuilder().executor(twoThreads).build()) {
            blockingWaits(luma, 4).join();
            assertThat(server.createRequests()).isEqualTo(4);
        } finally {
            twoThreads.shutdown();
        }
    }

    @Test
    void continuationOfAWaitCanBlockOnTheSameClient() {
        try (ScriptedServer server = new ScriptedServer(FutureCompletionTest::createdOrEnded);
                LumaModify luma = server.clientBuilder().build()) {
            Stream<CompletableFuture<TaskRecord>> waits = Stream.generate(
                            () -> luma.awaitCompletionAsync(TASK_ID, FAST))
                    .limit(150);
            List<CompletableFuture<TaskRecord>> all = waits.map(
                            wait -> wait.thenApply(task -> luma.awaitCompletion(task.taskId(), FAST)))
                    .toList();
            assertThat(all).allSatisfy(wait -> assertThat(wait.join().taskId()).isEqualTo(TASK_ID));
        }
    }

    @Test
    void callOfTheDispatcherHasEndedWhenAContinuationRuns() {
        OkHttpClient http = new OkHttpClient();
        try (ScriptedServer server = new ScriptedServer(FutureCompletionTest::createdOrEnded);
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .callFactory(http)
                        .build()) {
            for (int i = 0; i < 50; i++) {
                assertThat(luma.modifyAsync(REQUEST)
                                .thenApply(id -> http.dispatcher().runningCallsCount())
                                .join())
                        .isZero();
            }
        }
    }

    @Test
    void slowCallsOfTheApplicationDelayNeitherSubmissionsNorPolls() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(5);
        OkHttpClient http = new OkHttpClient();
        try (ScriptedServer server = new ScriptedServer(
                        request -> request.getTarget().equals("/slow") ? STALLED : createdOrEnded(request));
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            server.onStall = requested::countDown;
            for (int i = 0; i < 20; i++) {
                http.newCall(new Request.Builder().url(server.url() + "/slow").build())
                        .enqueue(new IgnoringCallback());
            }
            requested.await();
            assertThat(luma.modifyAsync(REQUEST).join()).isEqualTo(TASK_ID);
            assertThat(luma.awaitCompletion(TASK_ID, FAST).taskId()).isEqualTo(TASK_ID);
            http.dispatcher().cancelAll();
        }
    }

    @Test
    void slowSubmissionsDoNotDelayPolls() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(64);
        try (ScriptedServer server = new ScriptedServer(
                        request -> request.getMethod().equals("POST") ? STALLED : taskWithStatus(1));
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .build()) {
            server.onStall = requested::countDown;
            for (int i = 0; i < 100; i++) {
                CompletableFuture<String> unused = luma.modifyAsync(REQUEST);
            }
            requested.await();
            assertThat(luma.awaitCompletion(TASK_ID, FAST).taskId()).isEqualTo(TASK_ID);
        }
    }

    static List<Boolean> styles() {
        return List.of(true, false);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void futuresCompleteOnTheExecutor(boolean wait) throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "application"));
        CountDownLatch registered = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    await(registered);
                    return createdOrEnded(request);
                });
                LumaModify luma = server.clientBuilder()
                        .submissionRateLimiter(RateLimiter.UNLIMITED)
                        .executor(executor)
                        .build()) {
            CompletableFuture<?> future = wait ? luma.awaitCompletionAsync(TASK_ID, FAST) : luma.modifyAsync(REQUEST);
            CompletableFuture<String> thread =
                    future.thenApply(value -> Thread.currentThread().getName());
            registered.countDown();
            assertThat(thread.join()).isEqualTo("application");
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void closeDoesNotRunContinuationsOnItsThread() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0))) {
            LumaModify luma = server.clientBuilder().build();
            CompletableFuture<Thread> thread =
                    luma.awaitCompletionAsync(TASK_ID).handle((task, failure) -> Thread.currentThread());
            luma.close();
            assertThat(thread.join()).isNotSameAs(Thread.currentThread());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class IgnoringCallback implements Callback {
        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }

        @Override
        public void onFailure(Call call, IOException failure) {}
    }
}
