package dev.lumamodify.contract.mock;

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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forwards requests to a server through a handler, which may change them and the responses.
 *
 * <p>If the server closes a connection without a response, the proxy does the same. An exception of the handler itself is an error of
 * the test: the proxy keeps the first one, and {@link #throwHandlerError} and {@link #close} throw it.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Set<String> HOP_BY_HOP =
            Set.of("host", "content-length", "transfer-encoding", "connection", "date", "upgrade", "http2-settings");

    /** Handles a request; {@code server} sends one to the server behind the proxy. */
    public interface Handler {
        Response handle(Request request, RecordingHttpClient server);
    }

    private final HttpServer proxy;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final RecordingHttpClient server;
    private final Handler handler;
    private final AtomicReference<@Nullable Throwable> handlerError = new AtomicReference<>();

    public FaultProxy(URI server, Handler handler) throws IOException {
        this.server = new RecordingHttpClient(server);
        this.handler = handler;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.proxy.createContext("/", this::forward);
        this.proxy.setExecutor(workers);
        this.proxy.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    /** Throws the first exception of the handler since the last call, if there was one. */
    public void throwHandlerError() {
        Throwable error = handlerError.getAndSet(null);
        if (error != null) {
            throw new AssertionError("The handler of the proxy has thrown an exception", error);
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            List<Request.Header> headers = exchange.getRequestHeaders().entrySet().stream()
                    .filter(header -> !HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT)))
                    .flatMap(header ->
                            header.getValue().stream().map(value -> new Request.Header(header.getKey(), value)))
                    .toList();
            boolean withoutBody =
                    body.length == 0 && exchange.getRequestMethod().equals("GET");
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    withoutBody ? null : body,
                    exchange.getRequestHeaders().containsKey("Transfer-Encoding"));
            Response response = handle(request);
            if (response == null) {
                return;
            }
            response.headers().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            if ("close".equalsIgnoreCase(response.header("connection"))) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            boolean chunked = response.header("transfer-encoding") != null;
            boolean withoutContent =
                    response.body().length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), withoutContent ? -1 : chunked ? 0 : response.body().length);
            if (!withoutContent) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    /** Returns the response, or null if the connection is to be closed without one. */
    private @Nullable Response handle(Request request) {
        try {
            return handler.handle(request, server);
        } catch (CheckFailure noResponse) {
            return null;
        } catch (RuntimeException | Error e) {
            handlerError.compareAndSet(null, e);
            return null;
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
        workers.shutdown();
        throwHandlerError();
    }
}
