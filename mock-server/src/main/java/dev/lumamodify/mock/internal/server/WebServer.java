package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.MockServerBuilder;
import dev.lumamodify.mock.internal.admin.Admin;
import dev.lumamodify.mock.internal.admin.AdminGuard;
import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.http.BodyReader;
import dev.lumamodify.mock.internal.http.CreditHandler;
import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import dev.lumamodify.mock.internal.http.ErrorHandlers;
import dev.lumamodify.mock.internal.http.OperationHandler;
import dev.lumamodify.mock.internal.http.RequestJournal;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import dev.lumamodify.mock.internal.ui.Documentation;
import dev.lumamodify.mock.internal.ui.LivePage;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP side of a server: an endpoint for each operation, the admin API, and an answer to everything else. */
public final class WebServer {
    /** How long a stop waits for requests in flight. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How many connections may wait to be accepted. The system may allow fewer. */
    private static final int MOST_WAITING = 4096;

    private final MockServer server;
    private final ServerContext parts;
    private final ResponseWriter wire;
    private final LivePage page;
    private final VideoValidator videos;
    private final MockServerBuilder builder;

    public WebServer(
            MockServer server,
            ServerContext parts,
            ResponseWriter wire,
            LivePage page,
            VideoValidator videos,
            MockServerBuilder builder) {
        this.server = server;
        this.parts = parts;
        this.wire = wire;
        this.page = page;
        this.videos = videos;
        this.builder = builder;
    }

    /** Loads what takes long to load and needs no document, so that it can be done while that is read. */
    public static void load() {
        new Server();
    }

    public Javalin javalin() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        RequestJournal journal = new RequestJournal(parts.settings(), parts.timeline(), parts.exchanges());
        BodyReader bodies = new BodyReader(Duration.ofMillis(builder.idleTimeoutMillis));
        for (Operation operation : parts.contract().operations()) {
            OperationHandler endpoint =
                    new OperationHandler(operation, parts, journal, wire, bodies, behaviour(operation));
            serve(config.routes, operation.method(), operation.path(), endpoint);
        }
        serve(config.routes, "GET", CreditHandler.PATH, new CreditHandler(parts, journal, wire));
        Admin admin = new Admin(server, parts);
        AdminGuard guard = new AdminGuard(parts.settings(), builder.host);
        config.routes.before(Admin.ROOT, guard);
        config.routes.before(Admin.ROOT + "/*", guard);
        admin.register(config.routes);
        page.configure(config.routes);
        new Documentation().configure(config.routes);
        ResultFiles results = new ResultFiles(
                parts.tasks(), parts.timeline(), parts.contract().resultsKept());
        serve(config.routes, "GET", ResultFiles.PATH + "{file}", results);
        ErrorHandlers fallback = new ErrorHandlers(
                parts.settings(), journal, wire, parts.contract().operations(), admin.verbs());
        config.routes.exception(HttpResponseException.class, fallback::unknown);
        config.routes.exception(Exception.class, fallback::failed);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // By default Jetty takes a header for the one before it on a kept connection if only the case differs: a
            // wrong key would pass for a right one.
            http.setHeaderCacheCaseSensitive(true);
        });
        config.jetty.addConnector((jetty, http) -> {
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(builder.host);
            connector.setPort(builder.port);
            // By default 50 may wait to be accepted, and who comes then is let in a second later.
            connector.setAcceptQueueSize(MOST_WAITING);
            connector.setIdleTimeout(builder.idleTimeoutMillis);
            // At a stop, how long connections are kept that callers keep for their next request.
            connector.setShutdownIdleTimeout(100);
            return connector;
        });
        config.jetty.modifyServer(jetty -> harden(jetty, fallback));
    }

    /** Serves {@code HEAD} wherever there is {@code GET}: Javalin alone would answer it with success, whatever is asked. */
    public static void serve(RoutesConfig routes, String method, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.findOrCreate(method), path, handler);
        if (method.equals("GET")) {
            routes.head(path, handler);
        }
    }

    private static void harden(Server jetty, ErrorHandlers fallback) {
        jetty.setErrorHandler(fallback);
        jetty.setStopTimeout(PATIENCE.toMillis());
        jetty.insertHandler(new NoWebSocket());
        jetty.insertHandler(new GracefulHandler());
    }

    private Function<OperationHandler.Call, EnvelopeResponse> behaviour(Operation operation) {
        Tasks tasks = parts.tasks();
        return switch (operation.id()) {
            case "generate" ->
                call -> {
                    validateVideos(operation, call.input());
                    Task task = tasks.create(call);
                    return new EnvelopeResponse(operation.example("success", task.values()));
                };
            case "recordInfo" ->
                call -> {
                    Task task = tasks.find(
                            call.account(), call.input().path("taskId").asString());
                    if (task == null) {
                        throw new ApiError(ApiError.Reason.UNKNOWN_TASK);
                    }
                    tasks.look(task);
                    return new EnvelopeResponse(task.record(operation));
                };
            default ->
                throw new IllegalArgumentException(
                        "The document has an operation that this server does not play: " + operation.id());
        };
    }

    /** Looks at the videos that a create names, if this server was told to. */
    private void validateVideos(Operation operation, ObjectNode input) {
        Operation.Body body = operation.body();
        if (parts.settings().validateVideos && body != null) {
            body.videos()
                    .forEach((field, rules) -> videos.violation(
                                    input.path(field).asString(), rules)
                            .ifPresent(broken -> {
                                throw new ApiError(ApiError.Reason.INVALID, field + " " + broken);
                            }));
        }
    }
}
