package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.Scheduler;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends responses, immediately or after a delay, and injects faults. Safe for use by several threads. */
public final class ResponseWriter implements AutoCloseable {
    public static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final Duration SLOW_BODY_PAUSE = Duration.ofSeconds(5);
    private static final byte[] HTML_PAGE =
            "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>\n".getBytes(StandardCharsets.US_ASCII);

    private final Scheduler scheduler;
    private final Duration idleTimeout;
    private final Map<Object, CompletableFuture<?>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param idleTimeout how long the fault {@code NO_RESPONSE} waits before it closes the connection, in real time
     */
    public ResponseWriter(Scheduler scheduler, Duration idleTimeout) {
        this.scheduler = scheduler;
        this.idleTimeout = idleTimeout;
    }

    /** Sends a response whose status and headers are set. */
    public void send(Context context, byte[] body) {
        context.contentType(JSON);
        write(context, body);
    }

    /** Sends a response, whose status and headers are set, when {@code ready} completes. */
    void send(Context context, byte[] body, CompletableFuture<?> ready, @Nullable Fault fault) {
        if (ready.isDone() && fault == null) {
            send(context, body);
            return;
        }
        context.contentType(JSON);
        context.future(() -> ready.thenComposeAsync(
                ignored -> {
                    try {
                        return sendWithFault(context, body, fault);
                    } catch (IOException e) {
                        LOG.debug("The client disconnected before the response", e);
                        return CompletableFuture.completedFuture(null);
                    }
                },
                requestThreads(context)));
    }

    /** Returns the threads that serve requests: a client that does not read must not block the scheduler. */
    private static Executor requestThreads(Context context) {
        return connection(context).getConnector().getExecutor();
    }

    private CompletableFuture<?> sendWithFault(Context context, byte[] body, @Nullable Fault fault) throws IOException {
        CompletableFuture<?> done = CompletableFuture.completedFuture(null);
        if (fault == null) {
            write(context, body);
            return done;
        }
        return switch (fault) {
            case RESET -> {
                closeConnection(context, true);
                yield done;
            }
            case NO_RESPONSE ->
                track(new CompletableFuture<>().completeOnTimeout(0, idleTimeout.toMillis(), TimeUnit.MILLISECONDS))
                        .thenRun(() -> closeConnection(context, false));
            case MALFORMED -> {
                context.result(malformed(body.length));
                yield done;
            }
            case TRUNCATE -> {
                writePart(context, body.length, Arrays.copyOf(body, body.length / 2));
                closeConnection(context, false);
                yield done;
            }
            case HTML -> {
                context.contentType("text/html").result(HTML_PAGE);
                yield done;
            }
            case SLOW_BODY -> {
                // The pause starts before the first half is sent: a test that receives it can advance the clock.
                CompletableFuture<?> pause = delay(SLOW_BODY_PAUSE);
                writePart(context, body.length, Arrays.copyOf(body, body.length / 2));
                yield pause.thenRunAsync(
                        () -> {
                            try {
                                writePart(context, body.length, Arrays.copyOfRange(body, body.length / 2, body.length));
                            } catch (IOException e) {
                                LOG.debug("The client disconnected before the end of the response", e);
                            }
                        },
                        requestThreads(context));
            }
        };
    }

    /** Returns a future that completes after a delay on the server's clock, or when the server is reset or closed. */
    CompletableFuture<?> delay(Duration delay) {
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> elapsed = new CompletableFuture<>();
        scheduler.schedule(delay, () -> elapsed.complete(null));
        return track(elapsed);
    }

    /** Keeps a future until it completes, so that {@link #release} can complete it. */
    private CompletableFuture<?> track(CompletableFuture<?> future) {
        Object token = new Object();
        pending.put(token, future);
        if (closed) {
            future.complete(null);
        }
        return future.whenComplete((result, failure) -> pending.remove(token));
    }

    /** Writes without Javalin, which would copy every response through a new buffer of 32 kB. */
    private static void write(Context context, byte[] body) {
        try {
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("The client disconnected before the response", e);
        }
    }

    private static void writePart(Context context, int contentLength, byte[] part) throws IOException {
        context.res().setContentLength(contentLength);
        context.res().getOutputStream().write(part);
        context.res().getOutputStream().flush();
    }

    /** Returns continuation bytes, which are invalid at the start of UTF-8. */
    private static byte[] malformed(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (0x80 + i * 37 % 0x40);
        }
        return bytes;
    }

    /** Closes the connection of a request. */
    private static void closeConnection(Context context, boolean reset) {
        EndPoint endPoint = connection(context).getConnection().getEndPoint();
        if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("The client has already disconnected", e);
            }
        }
        endPoint.close();
    }

    private static ConnectionMetaData connection(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req()).getConnectionMetaData();
    }

    /** Sends all delayed responses now. */
    public void release() {
        pending.values().forEach(future -> future.complete(null));
    }

    /** Sends all delayed responses now, and later responses without a delay. */
    @Override
    public void close() {
        closed = true;
        release();
    }
}
