package dev.lumamodify.contract.internal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.contract.internal.spec.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Takes callbacks, answers them as told, and remembers them. */
public final class CallbackReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "callback-receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final TargetClock pace;
    private final AtomicInteger boxes = new AtomicInteger();
    private final Map<String, Box> byPath = new ConcurrentHashMap<>();
    private final List<Delivery> strays = new CopyOnWriteArrayList<>();

    private CallbackReceiver(HttpServer server, TargetClock pace) {
        this.server = server;
        this.pace = pace;
        server.createContext("/", this::receive);
        server.setExecutor(workers);
        server.start();
    }

    static CallbackReceiver start(Target target, TargetClock pace) {
        try {
            String listen = target.callbackListen == null ? "127.0.0.1:0" : target.callbackListen;
            URI address = URI.create("http://" + listen);
            return new CallbackReceiver(
                    HttpServer.create(new InetSocketAddress(address.getHost(), Math.max(address.getPort(), 0)), 0),
                    pace);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for callbacks: " + e.getMessage(), e);
        }
    }

    /** One delivery attempt, as it arrived. */
    @SuppressWarnings("ArrayRecordComponent") // Deliveries are never compared.
    public record Delivery(Instant at, String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        public JsonNode json() {
            try {
                // As text, for a parser of bytes would guess other encodings, too.
                return Document.JSON.readTree(RecordingHttpClient.text(body));
            } catch (JacksonException e) {
                return MissingNode.getInstance();
            }
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst()
                    .orElse("");
        }

        @Override
        public String toString() {
            return method + " " + uri + " " + RecordingHttpClient.text(body);
        }
    }

    /** How to answer an attempt. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;

        static Reply status(int status) {
            return exchange -> exchange.sendResponseHeaders(status, -1);
        }
    }

    /** The receiving end of one task. */
    public static final class Box {
        private final String url;
        private final List<Reply> replies;
        private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        private volatile Consumer<Delivery> onDelivery = delivery -> {};

        Box(String url, List<Reply> replies) {
            this.url = url;
            this.replies = replies;
        }

        public String url() {
            return url;
        }

        public List<Delivery> deliveries() {
            return deliveries;
        }

        /** Runs in the middle of each delivery, before it is answered. */
        Box during(Consumer<Delivery> action) {
            onDelivery = action;
            return this;
        }
    }

    /** A new URL that answers its attempts with {@code replies} in turn, the last one over and over. */
    public Box box(Reply... replies) {
        String path = "/callbacks/" + boxes.incrementAndGet();
        Box box = new Box(base() + path, List.of(replies));
        byPath.put(path, box);
        return box;
    }

    /** The box of this name, made the first time it is asked for. */
    Box named(String name, Reply... replies) {
        return byPath.computeIfAbsent("/callbacks/" + name, path -> new Box(base() + path, List.of(replies)));
    }

    /** Every delivery to an address that was given out. */
    List<Delivery> deliveries() {
        return byPath.values().stream()
                .flatMap(box -> box.deliveries().stream())
                .toList();
    }

    /** Deliveries to addresses that nobody gave out. */
    public List<Delivery> strays() {
        return strays;
    }

    public String base() {
        return "http://" + host() + ":" + server.getAddress().getPort();
    }

    String host() {
        return server.getAddress().getHostString();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            Delivery delivery = new Delivery(
                    pace.now(), exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), body);
            Box box = byPath.get(uri.getRawPath());
            if (box == null) {
                strays.add(delivery);
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int attempt;
            synchronized (box) {
                attempt = box.deliveries.size();
                box.deliveries.add(delivery);
            }
            box.onDelivery.accept(delivery);
            box.replies.get(Math.min(attempt, box.replies.size() - 1)).to(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
