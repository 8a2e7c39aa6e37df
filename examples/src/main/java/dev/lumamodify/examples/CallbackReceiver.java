package dev.lumamodify.examples;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.VerifiedCallback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Receives callbacks over HTTP and verifies their signatures. Responds with 200, or with 400 if a callback is rejected. */
final class CallbackReceiver implements AutoCloseable {
    private final HttpServer server;
    private final CompletableFuture<VerifiedCallback> firstCallback = new CompletableFuture<>();

    /** Starts a receiver on a free port of the loopback interface. */
    CallbackReceiver(CallbackVerifier verifier) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/luma-callback", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                try {
                    VerifiedCallback callback = verifier.verify(exchange.getRequestHeaders(), body);
                    exchange.sendResponseHeaders(200, -1);
                    firstCallback.complete(callback);
                } catch (CallbackRejectedException e) {
                    exchange.sendResponseHeaders(400, -1);
                    firstCallback.completeExceptionally(e);
                }
            }
        });
        server.start();
    }

    /** Returns a future that completes with the first callback, or fails with {@link CallbackRejectedException}. */
    CompletableFuture<VerifiedCallback> firstCallback() {
        return firstCallback;
    }

    /** Returns the callback URL. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/luma-callback";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
