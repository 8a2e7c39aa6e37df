package dev.lumamodify.contract.internal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that receives the callbacks of the target. */
public final class CallbackReceiver implements AutoCloseable {
    private static final String PATH = "/callbacks/";

    private final HttpServer server;

    /** Bound but not listening: connections are refused, and no other process can get the port. */
    private final Socket unreachable;

    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "callback-receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final TargetClock clock;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, CallbackEndpoint> endpoints = new ConcurrentHashMap<>();
    private final List<CallbackAttempt> strayAttempts = new CopyOnWriteArrayList<>();

    private CallbackReceiver(HttpServer server, Socket unreachable, TargetClock clock) {
        this.server = server;
        this.unreachable = unreachable;
        this.clock = clock;
        server.createContext("/", this::receive);
        server.setExecutor(workers);
        server.start();
    }

    /**
     * Starts a receiver on the address that the target states. Throws an {@link UncheckedIOException} if it is not
     * free.
     */
    static CallbackReceiver start(Target target, TargetClock clock) {
        try {
            String listen = target.callbackListen() == null ? "127.0.0.1:0" : target.callbackListen();
            URI address = URI.create("http://" + listen);
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(address.getHost(), Math.max(address.getPort(), 0)), 0);
            Socket unreachable = new Socket();
            unreachable.bind(new InetSocketAddress(server.getAddress().getAddress(), 0));
            return new CallbackReceiver(server, unreachable, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for callbacks: " + e.getMessage(), e);
        }
    }

    /** Returns a new endpoint with a URL of its own. */
    public CallbackEndpoint newEndpoint(CallbackResponder... responders) {
        return endpoint(String.valueOf(count.incrementAndGet()), responders);
    }

    /** Returns the endpoint of this name, and creates it the first time. */
    CallbackEndpoint endpoint(String name, CallbackResponder... responders) {
        return endpoints.computeIfAbsent(
                PATH + name, path -> new CallbackEndpoint(baseUrl() + path, List.of(responders)));
    }

    /** Returns the attempts at all endpoints. */
    List<CallbackAttempt> attempts() {
        return endpoints.values().stream()
                .flatMap(endpoint -> endpoint.attempts().stream())
                .toList();
    }

    /** Returns the attempts at URLs that do not belong to an endpoint. */
    public List<CallbackAttempt> strayAttempts() {
        return strayAttempts;
    }

    public String baseUrl() {
        return url(server.getAddress().getPort());
    }

    /** Returns a URL at which every connection is refused. */
    public String unreachableUrl() {
        return url(unreachable.getLocalPort()) + "/callback";
    }

    private String url(int port) {
        return "http://" + server.getAddress().getHostString() + ":" + port;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            CallbackAttempt attempt = new CallbackAttempt(
                    clock.now(), exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), body);
            CallbackEndpoint endpoint = endpoints.get(uri.getRawPath());
            if (endpoint == null) {
                strayAttempts.add(attempt);
                exchange.sendResponseHeaders(404, -1);
            } else {
                endpoint.receive(attempt, exchange);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        try {
            unreachable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
