package dev.lumamodify.examples;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.VerifiedCallback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Where the service calls back: believes a callback as far as its signature proves it, and answers what is due. */
final class CallbackReceiver implements AutoCloseable {
    private final HttpServer server;
    private final CompletableFuture<VerifiedCallback> first = new CompletableFuture<>();

    /** Starts on a free port of the loopback interface. */
    CallbackReceiver(CallbackVerifier verifier) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/luma-callback", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                VerifiedCallback callback = verifier.verify(exchange.getRequestHeaders(), body);
                exchange.sendResponseHeaders(200, -1);
                first.complete(callback);
            } catch (CallbackRejectedException e) {
                exchange.sendResponseHeaders(401, -1);
                first.completeExceptionally(e);
            }
        });
        server.start();
    }

    /** Ends with the first callback, or with why it was rejected. */
    CompletableFuture<VerifiedCallback> first() {
        return first;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/luma-callback";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
