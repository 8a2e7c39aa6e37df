package dev.lumamodify.contract.internal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.contract.internal.harness.Concurrently;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server that receives the callbacks of the target. */
public final class CallbackReceiver implements AutoCloseable {
    private static final String PATH = "/callbacks/";

    private final HttpServer server;

    /** Bound but not listening: connections are refused, and no other process can get the port. */
    private final Socket unreachable;

    private final ExecutorService workers = Executors.newCachedThreadPool(Concurrently.daemons("callback-receiver"));
    private final TargetClock clock;
    private final @Nullable URI advertisedUrl;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, CallbackEndpoint> endpoints = new ConcurrentHashMap<>();
    private final List<CallbackAttempt> strayAttempts = new CopyOnWriteArrayList<>();

    private CallbackReceiver(HttpServer server, Socket unreachable, @Nullable URI advertisedUrl, TargetClock clock) {
        this.server = server;
        this.advertisedUrl = advertisedUrl;
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
            InetSocketAddress address =
                    address(target.callbackListen() == null ? "127.0.0.1" : target.callbackListen());
            if (address.getAddress().isAnyLocalAddress() && target.callbackUrl() == null && !target.isLoopback()) {
                throw new IOException(
                        "for a server on another machine, --callback-url must state the URL of this machine");
            }
            HttpServer server = HttpServer.create(address, 0);
            Socket unreachable = new Socket();
            unreachable.bind(new InetSocketAddress(server.getAddress().getAddress(), 0));
            return new CallbackReceiver(server, unreachable, target.callbackUrl(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for callbacks: " + e.getMessage(), e);
        }
    }

    /** Returns the address of {@code host:port}, of {@code host}, or of {@code [IPv6]:port}. */
    private static InetSocketAddress address(String listen) throws IOException {
        int colon = listen.endsWith("]") ? -1 : listen.lastIndexOf(':');
        String host = colon < 0 ? listen : listen.substring(0, colon);
        int port = colon < 0 ? 0 : Integer.parseInt(listen.substring(colon + 1));
        if (port > 65_535) {
            throw new IOException(port + " is no port");
        }
        try {
            return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
        } catch (UnknownHostException e) {
            throw new IOException(
                    host + " is no address of this machine; state the name that the server uses with --callback-url",
                    e);
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
        return advertisedUrl == null ? localUrl() : advertisedUrl.toString().replaceFirst("/+$", "");
    }

    String localUrl() {
        return url(server.getAddress().getPort());
    }

    /** Returns a URL at which every connection is refused. */
    public String unreachableUrl() {
        return url(unreachable.getLocalPort()) + "/callback";
    }

    private String url(int port) {
        InetAddress address = server.getAddress().getAddress();
        // A server on this machine reaches the wildcard address under the loopback address.
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            CallbackAttempt attempt = new CallbackAttempt(
                    clock.now(), exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), body);
            // The URL of a tunnel or a proxy may have a path of its own.
            String path = uri.getRawPath();
            CallbackEndpoint endpoint = endpoints.get(path.substring(Math.max(0, path.lastIndexOf(PATH))));
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
