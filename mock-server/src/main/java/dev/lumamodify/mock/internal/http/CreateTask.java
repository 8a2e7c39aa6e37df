package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.VideoValidator;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Submission;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;

/** Executes {@code generate}: creates a task. Source: {@code docs/api-facts.md#create-a-task}. */
final class CreateTask implements OperationExecutor {
    private final Settings settings;
    private final Tasks tasks;
    private final VideoValidator videoValidator;

    CreateTask(Settings settings, Tasks tasks, VideoValidator videoValidator) {
        this.settings = settings;
        this.tasks = tasks;
        this.videoValidator = videoValidator;
    }

    @Override
    public EnvelopeResponse execute(ValidRequest request) {
        Operation operation = request.operation();
        if (settings.validateVideos) {
            validateVideos(request);
        }
        Preference preference = request.preference();
        Task task = tasks.create(new Submission(
                request.account(),
                request.input(),
                operation.callbackUrls(request.input()),
                request.origin(),
                preference.outcome(),
                preference.taskDuration(),
                preference.callbackFault()));
        return new EnvelopeResponse(operation.examples().fill("success", task.values()));
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
