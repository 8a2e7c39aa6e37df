package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Tasks;
import io.javalin.config.RoutesConfig;

/** The routes of the API: one per operation of the document, and the credits of an account. */
public final class ApiRoutes implements RouteGroup {
    private final OpenApiDocument document;
    private final LiveSettings settings;
    private final Accounts accounts;
    private final Tasks tasks;
    private final VideoValidator videoValidator;
    private final QueuedPreferences queuedPreferences;
    private final OriginPolicy origins;
    private final RequestJournal journal;
    private final ResponseWriter responseWriter;

    public ApiRoutes(
            OpenApiDocument document,
            LiveSettings settings,
            Accounts accounts,
            Tasks tasks,
            VideoValidator videoValidator,
            QueuedPreferences queuedPreferences,
            OriginPolicy origins,
            RequestJournal journal,
            ResponseWriter responseWriter) {
        this.document = document;
        this.settings = settings;
        this.accounts = accounts;
        this.tasks = tasks;
        this.videoValidator = videoValidator;
        this.queuedPreferences = queuedPreferences;
        this.origins = origins;
        this.journal = journal;
        this.responseWriter = responseWriter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        for (Operation operation : document.operations()) {
            OperationHandler handler = new OperationHandler(
                    operation,
                    executor(operation),
                    settings,
                    accounts,
                    queuedPreferences,
                    origins,
                    journal,
                    responseWriter);
            RouteGroup.add(routes, operation.method(), operation.path(), handler);
        }
        Operation errorSource = document.operations().iterator().next();
        CreditHandler credits = new CreditHandler(errorSource, settings, accounts, origins, journal, responseWriter);
        RouteGroup.add(routes, "GET", CreditHandler.PATH, credits);
    }

    private OperationExecutor executor(Operation operation) {
        return switch (operation.id()) {
            case "generate" -> new CreateTask(settings, tasks, videoValidator);
            case "recordInfo" -> new ReadTask(tasks);
            default ->
                throw new IllegalArgumentException(
                        "The document has an operation that the mock server does not support: " + operation.id());
        };
    }
}
