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
    public EnvelopeResponse execute(ValidRequest request) {
        Operation operation = request.operation();
        Map<String, String> callbackUrls = operation.callbackUrls(request.input());
        operation.callbacks().forEach((name, callback) -> validate(callback.field(), callbackUrls.get(name)));
        if (settings.get().validateVideos) {
            validateVideos(request);
        }
        Preference preference = request.preference();
        Task task = tasks.create(new Submission(
                request.account(),
                request.input(),
                callbackUrls,
                request.origin(),
                preference.outcome(),
                preference.taskDuration(),
                preference.callbackFault()));
        return new EnvelopeResponse(operation.examples().fill("success", task.values()));
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

    private void validateVideos(ValidRequest request) {
        Operation.Body body = request.operation().body();
        if (body != null) {
            body.videos()
                    .forEach((field, rules) -> videoValidator
                            .violation(request.input().path(field).asString(), rules)
                            .ifPresent(violation -> {
                                throw new ApiError(ApiError.Reason.INVALID_REQUEST, field + " " + violation);
                            }));
        }
    }
}
