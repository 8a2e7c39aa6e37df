package dev.lumamodify.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a caller and a server, and may change what goes through. */
final class FaultProxy implements AutoCloseable {
    private static final Set<String> OWN =
            Set.of("host", "content-length", "transfer-encoding", "connection", "date", "upgrade", "http2-settings");

    /** What happens on the way. By default, nothing. */
    interface Way {
        Response pass(Request call, RecordingHttpClient onward);
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final RecordingHttpClient onward;
    private volatile Way way;

    FaultProxy(URI server, Way way) throws IOException {
        this.onward = new RecordingHttpClient(server);
        this.way = way;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::relay);
        this.server.setExecutor(workers);
        this.server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void by(Way way) {
        this.way = way;
    }

    private void relay(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            List<Request.Header> headers = exchange.getRequestHeaders().entrySet().stream()
                    .filter(header -> !OWN.contains(header.getKey().toLowerCase(Locale.ROOT)))
                    .flatMap(header ->
                            header.getValue().stream().map(value -> new Request.Header(header.getKey(), value)))
                    .toList();
            boolean bodiless = body.length == 0 && exchange.getRequestMethod().equals("GET");
            Request call = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    bodiless ? null : body,
                    false);
            Response answer;
            try {
                answer = way.pass(call, onward);
            } catch (CheckFailure unanswered) {
                // Passed on as it came: the connection is closed without an answer.
                return;
            }
            answer.headers().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
