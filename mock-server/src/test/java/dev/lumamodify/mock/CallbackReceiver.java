package dev.lumamodify.mock;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is called back. */
final class CallbackReceiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** One delivery, as it arrived. */
    record Delivery(String method, String path, Headers headers, JsonNode body) {}

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Delivery> answer = delivery -> 200;
    private final HttpServer server;

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Delivery delivery = new Delivery(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            deliveries.add(delivery);
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(answer.applyAsInt(delivery), -1);
            exchange.close();
        });
        server.start();
    }

    /** Sets the HTTP status that deliveries are answered with. */
    void answers(ToIntFunction<Delivery> status) {
        answer = status;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
