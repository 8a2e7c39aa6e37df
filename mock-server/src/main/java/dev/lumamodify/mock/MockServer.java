package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.callback.CallbackSender;
import dev.lumamodify.mock.internal.callback.Callbacks;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.http.Preference;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.server.RequestLog;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.server.WebServer;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import dev.lumamodify.mock.internal.ui.LivePage;
import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the provider's service on this machine: takes creates, moves tasks, answers questions and calls back, without a
 * cost and as fast or slow as its clock is told to run.
 *
 * <pre>{@code
 * try (MockServer mock = MockServer.builder().manualClock().start()) {
 *     String baseUrl = mock.url();
 *     mock.advance(Duration.ofSeconds(3));
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads.
 */
public final class MockServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MockServer.class);
    private static final int MOST_EXCHANGES = 1000;
    private static final int MOST_DELIVERIES = 1000;

    /** How long a stop waits for callbacks in flight. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Consumer<Task>> taskListeners = new CopyOnWriteArrayList<>();
    private final CallbackSender poster = new CallbackSender();
    private final Settings initial;
    private final boolean manualClock;
    private final ServerContext parts;
    private final ResponseWriter wire;
    private final LivePage page;
    private final VideoValidator videos;
    private final Javalin javalin;
    private final String url;

    MockServer(MockServerBuilder builder) {
        builder.settings.check();
        boolean loopback = loopback(builder.host);
        initial = builder.settings.copy();
        manualClock = builder.manualClock;
        Settings settings = builder.settings.copy();
        OpenApiDocument contract = OpenApiDocument.current();
        Scheduler timeline = new Scheduler(settings, builder.manualClock);
        BoundedLog<CallbackAttempt> deliveries = new BoundedLog<>(MOST_DELIVERIES);
        Callbacks callbacks = new Callbacks(contract.callbacks(), settings, timeline, poster, deliveries, loopback);
        Tasks tasks = new Tasks(settings, timeline, callbacks, contract.taskParameters(), this::taskMoved);
        parts = new ServerContext(
                contract,
                settings,
                timeline,
                new Accounts(settings),
                callbacks,
                tasks,
                new QueuedPreferences(),
                new BoundedLog<>(MOST_EXCHANGES),
                deliveries);
        wire = new ResponseWriter(timeline, Duration.ofMillis(builder.idleTimeoutMillis));
        page = new LivePage(parts);
        onTask(page::moved);
        onRequest(page::answered);
        onDelivery(page::delivered);
        RequestLog log = new RequestLog(System.err, settings);
        onRequest(log::request);
        onDelivery(log::delivery);
        videos = new VideoValidator(callbacks::allowed, VideoValidator.TIMEOUT);
        javalin = new WebServer(this, parts, wire, page, videos, builder).javalin();
        String host = builder.host.contains(":") ? "[" + builder.host + "]" : builder.host;
        try {
            javalin.start();
        } catch (JavalinException e) {
            close();
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + builder.port + ": " + why.getMessage(), e);
        }
        url = "http://" + host + ":" + javalin.port();
    }

    /**
     * Starts a server on a free port of the loopback interface, with every setting at its default.
     *
     * @throws IllegalStateException if it cannot listen, saying where and why
     */
    public static MockServer start() {
        return builder().start();
    }

    /** Begins the settings of a server. */
    public static MockServerBuilder builder() {
        return new MockServerBuilder();
    }

    /** Returns the base URL of the API, without a slash at its end. */
    public String url() {
        return url;
    }

    /**
     * Advances a manual clock. Runs all that falls due on the way, in order, and returns when the callbacks among it have
     * been answered or refused, or have timed out.
     *
     * @throws IllegalStateException if the clock is not {@linkplain MockServerBuilder#manualClock() manual}
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public void advance(Duration by) {
        parts.timeline().advance(by);
    }

    /** Does {@link #enqueue(String, int, String)} once. */
    public void enqueue(String operation, String prefer) {
        enqueue(operation, 1, prefer);
    }

    /**
     * Treats the next requests of an operation as if they carried a {@code Prefer} header. Queues behind what was laid
     * down before; a request with a {@code Prefer} of its own takes nothing from the queue.
     *
     * @param operation {@code generate} or {@code recordInfo}
     * @param times how many requests; at least 1
     * @param prefer for example {@code code=455} or {@code outcome=generate-failed, callback=duplicate}
     * @throws IllegalArgumentException for what is not known or impossible, saying what there is
     */
    public void enqueue(String operation, int times, String prefer) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        Operation known = parts.contract().operation(operation);
        try {
            Preference.of(List.of(prefer), known, parts.settings().webhookKey != null);
        } catch (ApiError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        parts.scenarios().add(new QueuedPreferences.Scenario(operation, times, prefer));
    }

    /** Returns the last requests of the API and their answers, oldest first: at most 1000. */
    public List<RecordedRequest> requests() {
        return parts.exchanges().list(each -> true);
    }

    /**
     * Waits, in real time, until an operation has been requested often enough, or long enough. Returns what was seen.
     *
     * @param operation {@code generate} or {@code recordInfo}
     * @throws IllegalArgumentException if there is no such operation
     */
    public List<RecordedRequest> awaitRequests(String operation, int atLeast, Duration within) {
        parts.contract().operation(operation);
        return parts.exchanges()
                .await(each -> operation.equals(each.operation()), atLeast, within)
                .join();
    }

    /** Returns the last attempts to deliver a callback, oldest first: at most 1000. */
    public List<CallbackAttempt> callbackAttempts() {
        return parts.deliveries().list(each -> true);
    }

    /**
     * Forgets tasks, accounts, requests, deliveries and scenarios, and all that has not fallen due; answers that were to
     * come later come now. The settings are again those of the start. The clock keeps its time, and is manual or real as
     * at the start.
     */
    public void reset() {
        parts.callbacks().forget();
        parts.timeline().clear();
        wire.release();
        parts.timeline().manual(manualClock);
        parts.settings().copyFrom(initial);
        parts.scenarios().clear();
        parts.tasks().clear();
        parts.accounts().clear();
        parts.exchanges().clear();
        parts.deliveries().clear();
        page.reset();
    }

    /** Stops the server and frees its port, after what is in flight. Does nothing the second time. */
    @Override
    public void close() {
        parts.timeline().close();
        wire.close();
        page.close();
        parts.exchanges().release();
        parts.deliveries().release();
        poster.finish(PATIENCE);
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("Some requests were still in flight at the end", e);
        }
        poster.close();
        videos.close();
    }

    private void taskMoved(Task task) {
        taskListeners.forEach(listener -> listener.accept(task));
    }

    /** Counts who waits for requests. */
    int waits() {
        return parts.exchanges().waits();
    }

    /** Tells a listener of every task that begins or moves. */
    void onTask(Consumer<Task> listener) {
        taskListeners.add(listener);
    }

    /** Tells a listener of every request that is answered. */
    void onRequest(Consumer<RecordedRequest> listener) {
        parts.exchanges().listen(listener);
    }

    /** Tells a listener of every attempt to deliver a callback. */
    void onDelivery(Consumer<CallbackAttempt> listener) {
        parts.deliveries().listen(listener);
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host must be a name or address of this machine, not " + host, e);
        }
    }
}
