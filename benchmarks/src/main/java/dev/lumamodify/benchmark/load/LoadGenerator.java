package dev.lumamodify.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over persistent HTTP/1.1 connections as fast as the server responds, one request at a time on each connection.
 * Uses one thread and parses only what it needs to find the end of a response, so that the server is the bottleneck.
 */
public final class LoadGenerator {
    private final InetSocketAddress server;
    private int connections = 16;
    private long maxRequests = Long.MAX_VALUE;
    private Duration maxDuration = Duration.ofMinutes(5);

    private LoadGenerator(InetSocketAddress server) {
        this.server = server;
    }

    /** Throughput and latency of a run. */
    public record Result(long requests, double seconds, double p99Milliseconds) {
        /** Returns the mean throughput. */
        public double requestsPerSecond() {
            return requests / seconds;
        }
    }

    /** Creates a load generator for a server. */
    public static LoadGenerator to(URI server) {
        return new LoadGenerator(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    /** Sends one request and returns the body of the response. */
    public static String send(URI server, byte[] request) {
        StringBuilder response = new StringBuilder();
        to(server).connections(1).maxRequests(1).run(() -> request, response::append);
        return response.toString();
    }

    /** Sets the number of connections. Default: 16. */
    public LoadGenerator connections(int number) {
        this.connections = number;
        return this;
    }

    /** Sets the number of requests after which a run ends. Default: no limit. */
    public LoadGenerator maxRequests(long number) {
        this.maxRequests = number;
        return this;
    }

    /** Sets the duration, counted from when all connections are open, after which a run ends. Default: 5 minutes. */
    public LoadGenerator maxDuration(Duration duration) {
        this.maxDuration = duration;
        return this;
    }

    /** Runs like {@link #run(Supplier, Consumer)} and discards the bodies of the responses. */
    public Result run(Supplier<byte[]> requests) {
        return run(requests, null);
    }

    /**
     * Sends requests until a limit is reached, then waits for the outstanding responses.
     *
     * @param requests supplies the bytes of each request
     * @param responses receives the body of each response
     * @throws IllegalStateException if a response is not an envelope with code 200, or none arrives for 10 seconds
     */
    public Result run(Supplier<byte[]> requests, @Nullable Consumer<String> responses) {
        // Nanoseconds with three significant digits. Grows to the highest latency.
        Histogram latencies = new Histogram(3);
        long remaining = maxRequests;
        long started;
        try (Selector selector = Selector.open()) {
            List<Connection> opened = new ArrayList<>();
            for (; opened.size() < connections && remaining > 0; remaining--) {
                opened.add(new Connection(server, selector));
            }
            started = System.nanoTime();
            long end = started + maxDuration.toNanos();
            for (Connection connection : opened) {
                connection.send(requests.get());
            }
            int open = opened.size();
            while (open > 0) {
                if (selector.select(10_000) == 0) {
                    throw new IllegalStateException("The server has not responded for 10 seconds");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (!connection.receive(responses)) {
                        continue;
                    }
                    long now = System.nanoTime();
                    latencies.recordValue(now - connection.sentAt());
                    if (remaining > 0 && now < end) {
                        remaining--;
                        connection.send(requests.get());
                    } else {
                        open--;
                        connection.close();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Result(latencies.getTotalCount(), seconds, latencies.getValueAtPercentile(99) / 1e6);
    }
}
