package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.spi.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancels futures at random times, with real threads. No call may be in progress after it. */
@Timeout(120)
class CancellationTest {
    private static final int ROUNDS = 2_000;
    private static final String RATE_LIMITED = "{\"code\":429,\"msg\":\"\",\"data\":null}";

    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    /** Responds with a rejection that allows an immediate retry, or blocks until the call is cancelled. */
    private Response respond(Interceptor.Chain chain, boolean block) throws IOException {
        sent.incrementAndGet();
        if (block) {
            inProgress.incrementAndGet();
            try {
                awaitCancellation(chain.call());
            } finally {
                inProgress.decrementAndGet();
            }
        }
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("")
                .header("Retry-After", "0")
                .body(ResponseBody.create(RATE_LIMITED, MediaType.get("application/json")))
                .build();
    }

    private static void awaitCancellation(Call call) throws IOException {
        while (!call.isCanceled()) {
            Thread.onSpinWait();
        }
        throw new IOException("Canceled");
    }

    @Test
    void cancelDuringAnImmediateRetryEndsTheCall() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(2);
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    boolean first = calls.getAndIncrement() == 0;
                    if (first) {
                        await(barrier);
                    }
                    return respond(chain, !first);
                })
                .build();
        for (int i = 0; i < ROUNDS; i++) {
            calls.set(0);
            // Each round has a new client, because the retries of one client are limited.
            try (LumaModify luma = LumaModify.builder()
                    .apiKey(ScriptedServer.KEY)
                    .submissionRateLimiter(RateLimiter.UNLIMITED)
                    .callFactory(http)
                    .retryRejectedSubmissions()
                    .build()) {
                CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
                await(barrier);
                spin(i % 100);
                assertThat(submission.cancel(false)).isTrue();
                awaitNoCall(http);
                assertThat(calls.get()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void cancelDuringTheFirstPollEndsTheCall() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> respond(chain, true))
                .build();
        WaitOptions immediate = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .submissionRateLimiter(RateLimiter.UNLIMITED)
                .callFactory(http)
                .build()) {
            for (int i = 0; i < ROUNDS; i++) {
                CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID, immediate);
                spin(i % 100);
                assertThat(wait.cancel(false)).isTrue();
                awaitNoCall(http);
            }
        }
        assertThat(sent).hasPositiveValue();
    }

    @Test
    void cancelledSubmissionThatHasNotStartedIsNotSent() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> respond(chain, false))
                .build();
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .submissionRateLimiter(RateLimiter.UNLIMITED)
                .callFactory(http)
                .executor(task -> new Thread(() -> {
                            try {
                                release.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            task.run();
                            ended.countDown();
                        })
                        .start())
                .build()) {
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            submission.cancel(false);
            release.countDown();
            assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(sent).hasValue(0);
        }
    }

    /** A lost cancellation leaves a call in progress for ever; the timeout of the test then ends it. */
    private void awaitNoCall(OkHttpClient http) {
        while (inProgress.get() > 0 || http.dispatcher().runningCallsCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void spin(int steps) {
        for (int i = 0; i < steps * 50; i++) {
            Thread.onSpinWait();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
