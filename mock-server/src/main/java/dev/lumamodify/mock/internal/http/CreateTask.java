package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.callback.TargetUrl;
import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Submission;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Executes {@code generate}: creates a task. Source: {@code docs/api-facts.md#create-a-task}. */
final class CreateTask implements OperationExecutor {
    private final LiveSettings settings;
    private final Tasks tasks;
    private final VideoValidator videoValidator;

    CreateTask(LiveSettings settings, Tasks tasks, VideoValidator videoValidator) {
        this.settings = settings;
        this.tasks = tasks;
        this.videoValidator = videoValidator;
    }

    @Override
    public CompletableFuture<Optional<ApiError>> validate(ValidRequest request) {
        Operation operation = request.operation();
        Map<String, String> callbackUrls = operation.callbackUrls(request.input());
        operation.callbacks().forEach((name, callback) -> validate(callback.field(), callbackUrls.get(name)));
        return settings.get().validateVideos ? videoValidator.submit(() -> videoError(request)) : VALID;
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

    private Optional<ApiError> videoError(ValidRequest request) {
        Operation.Body body = request.operation().body();
        return body == null
                ? Optional.empty()
                : body.videos().entrySet().stream()
                        .map(video -> videoValidator
                                .violation(request.input().path(video.getKey()).asString(), video.getValue())
                                .map(violation -> new ApiError(
                                        ApiError.Reason.INVALID_REQUEST, video.getKey() + " " + violation)))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    @Override
    public EnvelopeResponse execute(ValidRequest request) {
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
