package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.CallOptions;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.DownloadOptions;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.springframework.http.RequestEntity;

class ReceiversTest {
    private static final String BODY = "{\"data\":{\"taskId\":\"id\"}}";
    private static final String TIME = "1755078240";

    /** HMAC-SHA256 of {@code id.1755078240} with the key below, made with OpenSSL. */
    private static final String SIGNATURE = "nnGacWnHZDX2cECTm5WYEXrnpRCLotVb5ZYJCeVAidI=";

    private static final CallbackVerifier VERIFIER = CallbackVerifier.of("secret-webhook-key")
            .withClock(Clock.fixed(Instant.ofEpochSecond(Long.parseLong(TIME)), ZoneOffset.UTC));

    private final FakeLuma luma = new FakeLuma();

    @Test
    void jdkServerReceivesCallbacks() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        JdkReceiver.receive(server, VERIFIER, luma);
        server.start();
        try {
            assertReceives(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void javalinReceivesCallbacks() throws IOException {
        Javalin server = JavalinReceiver.receive(VERIFIER, luma).start("127.0.0.1", 0);
        try {
            assertReceives(server.port());
        } finally {
            server.stop();
        }
    }

    @Test
    void springReceivesCallbacks() {
        SpringReceiver receiver = new SpringReceiver(VERIFIER, luma);
        RequestEntity.BodyBuilder callback =
                RequestEntity.post(URI.create("/luma-callback")).header("x-webhook-timestamp", TIME);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> receiver.ended(callback.body(body))).isInstanceOf(CallbackRejectedException.class);
        receiver.ended(callback.header("x-webhook-signature", SIGNATURE).body(body));
        assertThat(luma.handled).containsExactly("id");
    }

    private void assertReceives(int port) throws IOException {
        assertThat(post(port, "x" + SIGNATURE.substring(1))).isEqualTo(400);
        assertThat(luma.handled).isEmpty();
        assertThat(post(port, SIGNATURE)).isEqualTo(200);
        assertThat(luma.handled).containsExactly("id");
    }

    private static int post(int port, String signature) throws IOException {
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/luma-callback")
                .header("x-webhook-timestamp", TIME)
                .header("x-webhook-signature", signature)
                .post(RequestBody.create(BODY.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }

    /** A fake client, as in the tests of an application. */
    private static final class FakeLuma implements LumaModify {
        private final List<String> handled = new ArrayList<>();

        @Override
        public TaskRecord handleCallback(VerifiedCallback callback) {
            handled.add(callback.taskId());
            return getTask(callback.taskId());
        }

        @Override
        public TaskRecord getTask(String taskId, CallOptions options) {
            return TaskRecord.builder()
                    .taskId(taskId)
                    .paramJson("{}")
                    .createTime(1)
                    .successFlag(TaskStatus.SUCCESS)
                    .build();
        }

        @Override
        public String modify(ModifyRequest request, CallOptions options) {
            return "id";
        }

        @Override
        public CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options) {
            return CompletableFuture.completedFuture("id");
        }

        @Override
        public TaskRecord awaitCompletion(String taskId, WaitOptions options) {
            return getTask(taskId);
        }

        @Override
        public CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options) {
            return CompletableFuture.completedFuture(getTask(taskId));
        }

        @Override
        public List<Path> download(TaskRecord task, Path target, DownloadOptions options) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
