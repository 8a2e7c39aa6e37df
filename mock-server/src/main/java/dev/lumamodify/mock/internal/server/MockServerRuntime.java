package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.admin.AdminCommands;
import dev.lumamodify.mock.internal.admin.AdminGuard;
import dev.lumamodify.mock.internal.admin.AdminLogQueries;
import dev.lumamodify.mock.internal.admin.AdminQueries;
import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.callback.AllowedHosts;
import dev.lumamodify.mock.internal.callback.CallbackSender;
import dev.lumamodify.mock.internal.callback.Callbacks;
import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.files.DownloadLinks;
import dev.lumamodify.mock.internal.files.FileResponse;
import dev.lumamodify.mock.internal.files.RemoteFiles;
import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.files.UploadRoute;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.http.ApiRoutes;
import dev.lumamodify.mock.internal.http.ByteBudget;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.http.OriginPolicy;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.http.RequestBodies;
import dev.lumamodify.mock.internal.http.RequestJournal;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Tasks;
import dev.lumamodify.mock.internal.ui.Documentation;
import dev.lumamodify.mock.internal.ui.LivePage;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running mock server: creates its components, starts them, resets them and stops them. Safe for use by several threads.
 */
public final class MockServerRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MockServerRuntime.class);
    private static final int MAX_LOGGED_REQUESTS = 1000;
    private static final int MAX_LOGGED_CALLBACK_ATTEMPTS = 1000;

    /** How long a stop waits for callbacks in flight. */
    private static final Duration CALLBACK_STOP_TIMEOUT = Duration.ofSeconds(5);

    private final boolean initiallyManual;
    private final OpenApiDocument document;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final BoundedLog<LoggedRequest> requests = new BoundedLog<>(MAX_LOGGED_REQUESTS);
    private final BoundedLog<LoggedCallbackAttempt> callbackAttempts = new BoundedLog<>(MAX_LOGGED_CALLBACK_ATTEMPTS);
    private final CallbackSender callbackSender;
    private final Callbacks callbacks;
    private final UploadedFiles uploadedFiles;
    private final RemoteFiles remoteFiles;
    private final Tasks tasks;
    private final QueuedPreferences queuedPreferences;
    private final ResponseWriter responseWriter;
    private final LivePage livePage;
    private final WebServer webServer;
    private String url = "";

    private MockServerRuntime(ServerOptions options, OpenApiDocument document) {
        this.document = document;
        settings = new LiveSettings(options.settings.withUploadRetention(document.uploadRetention()));
        AllowedHosts allowedHosts = new AllowedHosts(settings, options.isLoopback());
        initiallyManual = options.manualClock;
        scheduler = new Scheduler(settings, options.manualClock);
        accounts = new Accounts(settings);
        callbackSender = new CallbackSender(allowedHosts);
        callbacks = new Callbacks(document.callbacks(), settings, scheduler, callbackSender, callbackAttempts);
        remoteFiles = new RemoteFiles(allowedHosts.files());
        tasks = new Tasks(settings, scheduler, document.taskParameters(), ResultFiles::path, callbacks);
        queuedPreferences = new QueuedPreferences(document, settings);
        responseWriter = new ResponseWriter(scheduler, options.idleTimeout);
        livePage = new LivePage(settings, scheduler, accounts, queuedPreferences);
        uploadedFiles = new UploadedFiles(settings, scheduler, livePage::onUpload);
        webServer = webServer(options);
        addListeners(new RequestLog(System.err, settings, options.colours));
    }

    private WebServer webServer(ServerOptions options) {
        RequestJournal journal = new RequestJournal(settings, scheduler, requests);
        OriginPolicy origins = new OriginPolicy(settings, options.host);
        DownloadLinks links = new DownloadLinks(scheduler, document.linkLifetime());
        FileResponse fileResponse = new FileResponse(ResponseWriter::write);
        ResultFiles resultFiles = new ResultFiles(tasks, scheduler, document.resultRetention(), links, fileResponse);
        UploadRoute uploadRoute = new UploadRoute(uploadedFiles, links, fileResponse);
        RouteGroup api = ApiRoutes.of(
                document,
                settings,
                accounts,
                tasks,
                uploadedFiles,
                remoteFiles,
                new VideoValidator(remoteFiles, uploadedFiles::find, VideoValidator.DEFAULT_TIMEOUT),
                resultFiles,
                uploadRoute,
                queuedPreferences,
                origins,
                journal,
                responseWriter);
        AdminQueries queries = new AdminQueries(
                settings, scheduler, accounts, tasks, uploadedFiles, queuedPreferences, callbackAttempts, this::url);
        AdminRoutes admin = new AdminRoutes(
                new AdminGuard(origins),
                queries,
                new AdminLogQueries(document, requests, callbackAttempts),
                new AdminCommands(
                        queries, settings, scheduler, accounts, tasks, callbacks, queuedPreferences, this::reset));
        RouteGroup files = routes -> {
            RouteGroup.add(routes, "GET", ResultFiles.ROUTE, resultFiles);
            RouteGroup.add(routes, "GET", UploadRoute.ROUTE, uploadRoute);
        };
        ErrorHandlers errorHandlers = new ErrorHandlers(settings, journal, document.operations(), admin.list());
        return new WebServer(
                options,
                List.of(new CorsHandler(origins), api, admin, livePage, new Documentation(), files),
                errorHandlers,
                new RequestBodies(document, new ByteBudget(options.bodyBudget), uploadedFiles));
    }

    private void addListeners(RequestLog requestLog) {
        tasks.addChangeListener(livePage::onTaskChange);
        requests.addListener(livePage::onRequest);
        requests.addListener(requestLog::onRequest);
        callbackAttempts.addListener(livePage::onCallbackAttempt);
        callbackAttempts.addListener(requestLog::onCallbackAttempt);
    }

    /**
     * Starts a server on the bundled document.
     *
     * @throws dev.lumamodify.mock.internal.state.InvalidValueException if an option is invalid, naming it
     * @throws IllegalStateException if the address is not available
     */
    public static MockServerRuntime start(ServerOptions options) {
        return start(options, BundledDocument.get());
    }

    /** Starts a server on a document. */
    static MockServerRuntime start(ServerOptions options, OpenApiDocument document) {
        options.validate();
        MockServerRuntime runtime = new MockServerRuntime(options, document);
        try {
            runtime.url = runtime.webServer.start();
        } catch (IllegalStateException e) {
            runtime.close();
            throw e;
        }
        return runtime;
    }

    /** Returns the base URL of the API, without a slash at the end. */
    public String url() {
        return url;
    }

    public OpenApiDocument document() {
        return document;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Tasks tasks() {
        return tasks;
    }

    public UploadedFiles uploadedFiles() {
        return uploadedFiles;
    }

    public QueuedPreferences queuedPreferences() {
        return queuedPreferences;
    }

    public BoundedLog<LoggedRequest> requests() {
        return requests;
    }

    public BoundedLog<LoggedCallbackAttempt> callbackAttempts() {
        return callbackAttempts;
    }

    /** Restores the state of the start, except the time of the clock. Sends delayed responses now. */
    public void reset() {
        // In this order, a task that is created meanwhile either ends in the new state or is discarded.
        scheduler.clear();
        tasks.clear();
        callbacks.clear();
        responseWriter.release();
        scheduler.setManual(initiallyManual);
        settings.reset();
        queuedPreferences.clear();
        uploadedFiles.clear();
        accounts.clear();
        requests.clear();
        callbackAttempts.clear();
        livePage.onReset();
    }

    /** Stops the server and frees its port. Waits at most 5 seconds each for callbacks and requests in flight. */
    @Override
    public void close() {
        scheduler.close();
        responseWriter.close();
        livePage.close();
        requests.releaseWaiters();
        callbackAttempts.releaseWaiters();
        if (callbackSender.drain(CALLBACK_STOP_TIMEOUT) > 0) {
            LOG.warn("Callbacks in flight were aborted, because the server stops");
        }
        webServer.stop();
        callbackSender.close();
        remoteFiles.close();
        uploadedFiles.close();
    }
}
