package dev.lumamodify.mock;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server that records callbacks. It responds with HTTP 200 unless {@link #respondWith} sets another status. */
final class CallbackReceiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** One recorded callback. */
    record ReceivedCallback(String method, String path, Headers headers, JsonNode body) {
        String taskId() {
            return body.at("/data/taskId").asString();
        }

        /** Returns the timestamp of the signature, in seconds since 1970. */
        long timestamp() {
            return Long.parseLong(headers.getFirst("X-Webhook-Timestamp"));
        }

        @Nullable
        String signature() {
            return headers.getFirst("X-Webhook-Signature");
        }

        /** Computes the valid signature of a callback for this task with this timestamp. */
        String expectedSignature(String webhookKey, String taskId) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] message = (taskId + "." + headers.getFirst("X-Webhook-Timestamp")).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(mac.doFinal(message));
        }
    }

    final List<ReceivedCallback> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<ReceivedCallback> status = callback -> 200;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ReceivedCallback callback = new ReceivedCallback(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            received.add(callback);
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(status.applyAsInt(callback), -1);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Sets the HTTP status of the following responses. */
    void respondWith(ToIntFunction<ReceivedCallback> newStatus) {
        status = newStatus;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
