package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Scheduler;
import io.javalin.config.Key;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends responses, immediately or after a delay, and injects faults. Safe for use by several threads. */
public final class ResponseWriter implements AutoCloseable {
    public static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    /** The memory for responses in flight. */
    public static final Key<ByteBudget> BUDGET = new Key<>("response-budget");

    /** A response of this size does not count. The operating system buffers it. */
    private static final int MAX_SMALL_BYTES = 64 << 10;

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);
    private static final Duration SLOW_BODY_PAUSE = Duration.ofSeconds(5);

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

    /** Returns whether the memory for responses in flight allows another response. Small responses are always allowed. */
    public static boolean hasRoom(Context context, byte[] body) {
        ByteBudget budget = context.appData(BUDGET);
        boolean room = budget.tryReserve(size(body));
        if (room) {
            budget.release(size(body));
        }
        return room;
    }

    /** Returns the error for a response that there is no room for. */
    static ApiError noRoom() {
        return new ApiError(ApiError.Reason.RATE_LIMITED, Duration.ofSeconds(1));
    }

    private static long size(byte[] body) {
        return body.length <= MAX_SMALL_BYTES ? 0 : body.length;
    }

    /**
     * Sends a body. Returns immediately: a client that does not read occupies no thread. Javalin would block a thread, and copy
     * every response through a new buffer of 32 kB.
     *
     * @throws ApiError if there is no room for the response
     */
    public static void write(Context context, byte[] body) {
        ByteBudget budget = context.appData(BUDGET);
        long reserved = size(body);
        if (!budget.tryReserve(reserved)) {
            throw noRoom();
        }
        context.res().setContentLength(body.length);
        response(context)
                .getHttpOutput()
                .sendContent(ByteBuffer.wrap(body), Callback.from(() -> budget.release(reserved), failure -> {
                    budget.release(reserved);
                    LOG.debug("The client disconnected before the response", failure);
                }));
    }

    /**
     * Sends a response, whose status and headers are set, when {@code ready} completes. The future completes when the whole
     * response was passed to Jetty, or its connection was closed.
     */
    CompletableFuture<?> send(Context context, byte[] body, CompletableFuture<?> ready, @Nullable Fault fault) {
        if (ready.isDone() && fault == null) {
            write(context, body);
            return DONE;
        }
        if (context.req().isAsyncStarted()) {
            return ready.thenCompose(ignored -> sendWithFault(context, body, fault));
        }
        context.future(() -> ready.thenCompose(ignored -> sendWithFault(context, body, fault)));
        return DONE;
    }

    private CompletableFuture<?> sendWithFault(Context context, byte[] body, @Nullable Fault fault) {
        if (fault == null) {
            write(context, body);
            return DONE;
        }
        return switch (fault) {
            case RESET -> {
                closeConnection(context, true);
                yield DONE;
            }
            case NO_RESPONSE ->
                track(new CompletableFuture<>().completeOnTimeout(0, idleTimeout.toMillis(), TimeUnit.MILLISECONDS))
                        .thenRun(() -> closeConnection(context, false));
            case TRUNCATE -> {
                announceLength(context, body.length);
                yield writePart(context, fault.sentBody(body)).thenRun(() -> closeConnection(context, false));
            }
            case MALFORMED, HTML -> {
                write(context, fault.sentBody(body));
                yield DONE;
            }
            case SLOW_BODY -> {
                // The pause starts before the first half is sent: a test that receives it can advance the clock.
                CompletableFuture<?> pause = delay(SLOW_BODY_PAUSE);
                announceLength(context, body.length);
                yield writePart(context, Arrays.copyOf(body, body.length / 2))
                        .thenCompose(ignored -> pause)
                        .thenCompose(
                                ignored -> writePart(context, Arrays.copyOfRange(body, body.length / 2, body.length)));
            }
        };
    }

    /** Returns a future that completes after a delay on the server's clock, or when the server is reset or closed. */
    CompletableFuture<?> delay(Duration delay) {
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> elapsed = new CompletableFuture<>();
        scheduler.schedule(delay, "a delayed response", () -> elapsed.complete(null));
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

    /** Sets the header without the servlet, which would reject a body that is written without the servlet. */
    private static void announceLength(Context context, int length) {
        response(context).getWrapped().getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }

    /** Sends a part of a body now. The future completes when the part was sent, and fails if the client disconnects. */
    public static CompletableFuture<?> writePart(Context context, byte[] part) {
        Callback.Completable written = new Callback.Completable();
        response(context).getWrapped().write(false, ByteBuffer.wrap(part), written);
        return written;
    }

    private static ServletContextResponse response(Context context) {
        return ServletContextResponse.getServletContextResponse(context.res());
    }

    /** Closes the connection of a request. */
    public static void closeConnection(Context context, boolean reset) {
        EndPoint endPoint = endPoint(context);
        if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("The client has already disconnected", e);
            }
        }
        endPoint.close();
    }

    static EndPoint endPoint(Context context) {
        return connection(context).getConnection().getEndPoint();
    }

    /** Returns the threads that serve requests. */
    public static Executor requestThreads(Context context) {
        return connection(context).getConnector().getExecutor();
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
