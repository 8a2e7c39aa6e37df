package dev.lumamodify.client.examples;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.LumaModify;

final class JdkReceiver {
    private JdkReceiver() {}

    static void receive(HttpServer server, CallbackVerifier verifier, LumaModify luma) {
        server.createContext("/luma-callback", exchange -> {
            int status = 200;
            try {
                byte[] body = exchange.getRequestBody().readAllBytes();
                luma.handleCallback(verifier.verify(exchange.getRequestHeaders(), body));
            } catch (CallbackRejectedException e) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }
}
