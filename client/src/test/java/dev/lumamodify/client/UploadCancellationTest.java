package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends uploads to a server that accepts connections and never reads, with real threads. */
@Timeout(60)
class UploadCancellationTest {
    private static final long SIZE = 100L << 20;

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger tasks = new AtomicInteger();
    private final Executor executor = task -> {
        tasks.incrementAndGet();
        new Thread(() -> {
                    task.run();
                    ended.countDown();
                })
                .start();
    };

    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void writeVideo() throws IOException {
        video = UploadFixtures.largeMp4(folder.resolve("a.mp4"), SIZE);
    }

    private UploadOptions options() {
        return UploadOptions.defaults().withProgressListener((bytes, total) -> started.countDown());
    }

    private interface Action {
        void run(LumaModify luma) throws Exception;
    }

    private void run(Action action) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LumaModify luma = LumaModify.builder()
                        .apiKey(ScriptedServer.KEY)
                        .baseUrl("http://127.0.0.1:" + server.getLocalPort())
                        .executor(executor)
                        .build()) {
            action.run(luma);
        }
    }

    private void endsAnAsynchronousUpload(Consumer<CompletableFuture<?>> end) throws Exception {
        run(luma -> {
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video, options());
            started.await();
            assertThat(future).isNotDone();

            end.accept(future);

            // The thread of the upload ends, although the server never responds.
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(UploadFixtures.openCopies(video)).isZero();
        });
    }

    @Test
    void cancelAbortsTheUploadAndClosesTheFile() throws Exception {
        endsAnAsynchronousUpload(future -> assertThat(future.cancel(false)).isTrue());
    }

    @Test
    void completionByTheApplicationAbortsTheUpload() throws Exception {
        endsAnAsynchronousUpload(future -> assertThat(future.completeExceptionally(new IllegalStateException()))
                .isTrue());
    }

    @Test
    void closeAbortsAnAsynchronousUpload() throws Exception {
        run(luma -> {
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video, options());
            started.await();
            luma.close();
            assertThatThrownBy(future::join).hasCauseInstanceOf(TransportException.class);
        });
    }

    @Test
    void closeAbortsABlockingUpload() throws Exception {
        run(luma -> {
            CompletableFuture<Throwable> failure =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> luma.upload(video, options())));
            started.await();
            luma.close();
            assertThat(failure.join()).isInstanceOf(TransportException.class);
            assertThat(UploadFixtures.openCopies(video)).isZero();
        });
    }

    @Test
    void blockingUploadIsNotRetriedAfterClose() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(UploadFixtures.rejected(500))) {
            LumaModify luma = server.clientBuilder(time).build();
            server.onRequest = luma::close;
            assertThatThrownBy(() -> luma.upload(video, UploadOptions.defaults()))
                    .isInstanceOf(TransportException.class);
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    void uploadIsNotSentIfTheClientIsClosedBefore() {
        OkHttpClient http = new OkHttpClient();
        LumaModify[] client = new LumaModify[1];
        try (ScriptedServer server = new ScriptedServer(UploadFixtures.STORED)) {
            client[0] = server.clientBuilder()
                    .callFactory(request -> {
                        client[0].close();
                        return http.newCall(request);
                    })
                    .build();
            assertThatThrownBy(() -> client[0].upload(video)).isInstanceOf(TransportException.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void blockingUploadThatStartsDuringCloseIsNotSent() {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(UploadFixtures.STORED)) {
            LumaModify luma = server.clientBuilder(time).build();
            time.onNanoTime = () -> {
                time.onNanoTime = () -> {};
                luma.close();
            };
            assertThatThrownBy(() -> luma.upload(video, UploadOptions.defaults()))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the client was closed");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void retryThatTheSchedulerRejectsEndsAnAsynchronousUpload() {
        FakeScheduler time = new FakeScheduler();
        RejectedExecutionException rejection = new RejectedExecutionException("x");
        try (ScriptedServer server = new ScriptedServer(UploadFixtures.rejected(500));
                LumaModify luma = server.clientBuilder(time).build()) {
            server.onRequest = () -> time.onSchedule = () -> {
                throw rejection;
            };
            CompletableFuture<UploadedFile> future = luma.uploadAsync(video);

            assertThat(future).isCompletedExceptionally();
            assertThatThrownBy(future::join).hasCause(rejection);
        }
    }

    @Test
    void uploadsAboveTheLimitWaitForTheirTurn() throws Exception {
        CountDownLatch eight = new CountDownLatch(8);
        run(luma -> {
            UploadOptions counted = UploadOptions.defaults().withProgressListener((bytes, total) -> eight.countDown());
            CompletableFuture<?>[] first = new CompletableFuture<?>[8];
            for (int i = 0; i < first.length; i++) {
                Path file = UploadFixtures.largeMp4(folder.resolve(i + ".mp4"), SIZE);
                first[i] = luma.uploadAsync(file, counted);
            }
            eight.await();
            CompletableFuture<UploadedFile> next = luma.uploadAsync(video, options());
            assertThat(tasks).hasValue(8);

            first[3].cancel(false);

            started.await();
            assertThat(next.cancel(false)).isTrue();
        });
    }
}
