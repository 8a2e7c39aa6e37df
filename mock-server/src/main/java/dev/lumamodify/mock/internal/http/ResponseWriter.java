package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.state.Scheduler;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers on the wire, late or damaged where that was asked for. */
public final class ResponseWriter implements AutoCloseable {
    public static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final byte[] PAGE =
            "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>\n".getBytes(StandardCharsets.US_ASCII);

    private final Scheduler timeline;
    private final Duration patience;
    private final Map<Object, CompletableFuture<?>> held = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param patience how long, in real time, a caller is left without an answer
     */
    public ResponseWriter(Scheduler timeline, Duration patience) {
        this.timeline = timeline;
        this.patience = patience;
    }

    /** Sends an answer whose status and headers are set, once it is due. */
    void send(Context context, byte[] body, CompletableFuture<?> due, @Nullable Fault fault) {
        context.contentType(JSON);
        if (due.isDone() && fault == null) {
            whole(context, body);
            return;
        }
        context.future(() -> due.thenComposeAsync(
                waited -> {
                    try {
                        return damaged(context, body, fault);
                    } catch (IOException e) {
                        LOG.debug("The caller was gone before its answer", e);
                        return CompletableFuture.completedFuture(null);
                    }
                },
                threads(context)));
    }

    /** The threads on which callers are served: whoever does not read keeps one of them waiting, and not the clock. */
    private static Executor threads(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnector()
                .getExecutor();
    }

    private CompletableFuture<?> damaged(Context context, byte[] body, @Nullable Fault fault) throws IOException {
        CompletableFuture<?> done = CompletableFuture.completedFuture(null);
        if (fault == null) {
            whole(context, body);
            return done;
        }
        return switch (fault) {
            case RESET -> {
                disconnect(context, true);
                yield done;
            }
            case NO_RESPONSE ->
                hold(new CompletableFuture<>().completeOnTimeout(0, patience.toMillis(), TimeUnit.MILLISECONDS))
                        .thenRun(() -> disconnect(context, false));
            case MALFORMED -> {
                context.result(garbage(body.length));
                yield done;
            }
            case TRUNCATE -> {
                write(context, body.length, Arrays.copyOf(body, body.length / 2));
                disconnect(context, false);
                yield done;
            }
            case HTML -> {
                context.contentType("text/html").result(PAGE);
                yield done;
            }
            case SLOW_BODY -> {
                // Waits from before the first half is seen, so that a clock advanced at its sight is not missed.
                CompletableFuture<?> waited = after(SLOW);
                write(context, body.length, Arrays.copyOf(body, body.length / 2));
                yield waited.thenRunAsync(
                        () -> {
                            try {
                                write(context, body.length, Arrays.copyOfRange(body, body.length / 2, body.length));
                            } catch (IOException e) {
                                LOG.debug("The caller was gone before its answer ended", e);
                            }
                        },
                        threads(context));
            }
        };
    }

    /** Ends once time has passed or the server stops. */
    CompletableFuture<?> after(Duration wait) {
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> passed = new CompletableFuture<>();
        timeline.after(wait, () -> passed.complete(null));
        return hold(passed);
    }

    /** Keeps a future for as long as it lasts, so that a stop can end it. */
    private CompletableFuture<?> hold(CompletableFuture<?> future) {
        Object token = new Object();
        held.put(token, future);
        if (closed) {
            future.complete(null);
        }
        return future.whenComplete((done, failure) -> held.remove(token));
    }

    /** Javalin would copy an answer, however short, through a new buffer of 32 kB. */
    private static void whole(Context context, byte[] body) {
        try {
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("The caller was gone before its answer", e);
        }
    }

    private static void write(Context context, int length, byte[] part) throws IOException {
        context.res().setContentLength(length);
        context.res().getOutputStream().write(part);
        context.res().getOutputStream().flush();
    }

    private static byte[] garbage(int length) {
        byte[] garbage = new byte[length];
        for (int i = 0; i < length; i++) {
            garbage[i] = (byte) (0x80 + i * 37 % 0x40);
        }
        return garbage;
    }

    /** This server as its caller names it; by its address, if the caller does not say (HTTP/1.0). */
    public static String origin(Context context) {
        HttpServletRequest request = context.req();
        String host = context.host() == null ? request.getServerName() + ":" + request.getServerPort() : context.host();
        return context.scheme() + "://" + host;
    }

    /** Ends the connection under a request. */
    static void disconnect(Context context, boolean reset) {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("The caller was gone already", e);
            }
        }
        endPoint.close();
    }

    /** Lets go of what is held. */
    public void release() {
        held.values().forEach(future -> future.complete(null));
    }

    /** Lets go of what is held, and holds nothing from now on. */
    @Override
    public void close() {
        closed = true;
        release();
    }
}
