package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.RemoteFiles;
import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.files.UploadRoute;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Tasks;
import java.util.function.Function;

/** The routes of the API. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /** Returns a route per operation of the document. */
    public static RouteGroup of(
            OpenApiDocument document,
            LiveSettings settings,
            Accounts accounts,
            Tasks tasks,
            UploadedFiles uploadedFiles,
            RemoteFiles remoteFiles,
            VideoValidator videoValidator,
            ResultFiles resultFiles,
            UploadRoute uploadRoute,
            QueuedPreferences queuedPreferences,
            OriginPolicy origins,
            RequestJournal journal,
            ResponseWriter responseWriter) {
        StoreUpload storeUpload = new StoreUpload(uploadedFiles);
        Function<Operation, OperationExecutor> executors = operation -> switch (operation.id()) {
            case "generate" -> new CreateTask(settings, tasks, uploadedFiles, remoteFiles, videoValidator);
            case "recordInfo" -> new ReadTask(tasks);
            case "getCredits" -> new ReadCredits();
            case "getDownloadUrl" -> new CreateLink(resultFiles, uploadRoute);
            case "uploadFile" -> storeUpload::fromPart;
            case "uploadBase64" -> storeUpload::fromBase64;
            case "uploadFromUrl" -> request -> storeUpload.fromUrl(request, remoteFiles, document.fetchTimeout());
            default -> new ExampleExecutor();
        };
        return routes -> {
            for (Operation operation : document.operations()) {
                OperationHandler handler = new OperationHandler(
                        operation,
                        executors.apply(operation),
                        settings,
                        accounts,
                        queuedPreferences,
                        origins,
                        journal,
                        responseWriter);
                RouteGroup.add(routes, operation.method(), operation.path(), handler);
            }
        };
    }
}
