package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.callback.TargetUrl;
import dev.lumamodify.mock.internal.files.RemoteFiles;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.spec.VideoRules;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Submission;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Executes {@code generate}: creates a task. Source: {@code docs/api-facts.md#create-a-task}. */
final class CreateTask implements OperationExecutor {
    private final LiveSettings settings;
    private final Tasks tasks;
    private final UploadedFiles uploadedFiles;
    private final RemoteFiles remoteFiles;
    private final VideoValidator videoValidator;

    CreateTask(
            LiveSettings settings,
            Tasks tasks,
            UploadedFiles uploadedFiles,
            RemoteFiles remoteFiles,
            VideoValidator videoValidator) {
        this.settings = settings;
        this.tasks = tasks;
        this.uploadedFiles = uploadedFiles;
        this.remoteFiles = remoteFiles;
        this.videoValidator = videoValidator;
    }

    @Override
    public CompletableFuture<EnvelopeResponse> execute(ValidRequest request) {
        Operation operation = request.operation();
        Map<String, String> callbackUrls = operation.callbackUrls(request.input());
        operation.callbacks().forEach((name, callback) -> validate(callback.field(), callbackUrls.get(name)));
        Map<String, VideoRules> videos =
                operation.body() == null ? Map.of() : operation.body().videos();
        videos.keySet().forEach(field -> requireUpload(request, field));
        if (!settings.get().validateVideos) {
            return CompletableFuture.completedFuture(create(request));
        }
        return remoteFiles.submit(() -> {
            videos.forEach((field, rules) -> validateVideo(request, field, rules));
            return create(request);
        });
    }

    /** Rejects a URL to which no callback can be sent. */
    private static void validate(String field, @Nullable String callbackUrl) {
        try {
            if (callbackUrl != null) {
                TargetUrl.parse(field, callbackUrl);
            }
        } catch (InvalidValueException e) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Rejects the URL of an upload that has expired or never existed. */
    private void requireUpload(ValidRequest request, String field) {
        String url = request.input().path(field).asString();
        if (uploadedFiles.isUpload(url, request.origin()) && uploadedFiles.find(url) == null) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST, field + " is an upload that does not exist or has expired");
        }
    }

    private void validateVideo(ValidRequest request, String field, VideoRules rules) {
        videoValidator.violation(request.input().path(field).asString(), rules).ifPresent(violation -> {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST, field + " " + violation);
        });
    }

    private EnvelopeResponse create(ValidRequest request) {
        Preference preference = request.preference();
        Task task = tasks.create(new Submission(
                request.account(),
                request.input(),
                request.operation().callbackUrls(request.input()),
                request.origin(),
                preference.outcome(),
                preference.taskDuration(),
                preference.callbackFault()));
        return new EnvelopeResponse(request.operation().examples().fill("success", task.values()));
    }
}
