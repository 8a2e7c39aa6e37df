package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.springframework.http.RequestEntity;

class ReceiversTest {
    private static final String BODY = "{\"data\":{\"taskId\":\"id\"}}";
    private static final String TIME = "1755078240";

    /** The HMAC-SHA256 of {@code id.1755078240} with the key below, from OpenSSL. */
    private static final String SIGNATURE = "nnGacWnHZDX2cECTm5WYEXrnpRCLotVb5ZYJCeVAidI=";

    private static final CallbackVerifier VERIFIER = CallbackVerifier.of("secret-webhook-key")
            .withClock(Clock.fixed(Instant.ofEpochSecond(Long.parseLong(TIME)), ZoneOffset.UTC));

    private final FakeLumaModify luma = new FakeLumaModify();

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
        assertThatThrownBy(() -> receiver.receive(callback.body(body))).isInstanceOf(CallbackRejectedException.class);
        receiver.receive(callback.header("x-webhook-signature", SIGNATURE).body(body));
        assertThat(luma.handledTaskIds).containsExactly("id");
    }

    private void assertReceives(int port) throws IOException {
        assertThat(post(port, "x" + SIGNATURE.substring(1))).isEqualTo(400);
        assertThat(luma.handledTaskIds).isEmpty();
        assertThat(post(port, SIGNATURE)).isEqualTo(200);
        assertThat(luma.handledTaskIds).containsExactly("id");
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
}
