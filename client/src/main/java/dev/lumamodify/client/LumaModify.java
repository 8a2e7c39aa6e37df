package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.ClassPathCheck;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A client for kie.ai's Luma Modify video API.
 *
 * <p>Thread-safe; use one instance per account. Tests of an application can implement this interface with a fake.
 *
 * <p>The methods throw {@link LumaModifyException} for all failures of the service and of the connection to it. After
 * {@link #close} they throw {@link IllegalStateException}.
 */
public interface LumaModify extends FileOperations, AutoCloseable {

    /**
     * Returns a builder for a client. The builder needs at least an API key.
     *
     * @return a new builder
     * @throws IllegalStateException if the class path has a version of OkHttp, Okio or Kotlin that is too old
     */
    static LumaModifyBuilder builder() {
        // First, because the builder uses OkHttp too.
        ClassPathCheck.run();
        return new LumaModifyBuilder();
    }

    /**
     * Submits a video for modification, with the default options. <strong>Costs credits.</strong> See
     * {@link #modify(ModifyRequest, CallOptions)}.
     *
     * @param request the video, and the modification to make
     * @return the id of the new task
     */
    default String modify(ModifyRequest request) {
        return modify(request, CallOptions.defaults());
    }

    /**
     * Submits a video for modification. <strong>Costs credits.</strong> Sends at most one complete create request,
     * unless {@link LumaModifyBuilder#retryRejectedSubmissions()} allows another one after a rejection. A rejection
     * costs nothing. Waits first if the rate limit of the client requires it; see {@link
     * LumaModifyBuilder#submissionRateLimit}. Source: {@code docs/api-facts.md#ambiguous-submissions}.
     *
     * @param request the video, and the modification to make
     * @param options the options of the call
     * @return the id of the new task
     * @throws IllegalArgumentException if the request is invalid; nothing was sent
     * @throws ApiException if the service rejected the request; nothing was charged
     * @throws InvalidResponseException if the service accepted the request without a task id; nothing was charged
     * @throws TransportException if no request was sent
     * @throws SubmissionOutcomeUnknownException if a task that costs credits may exist; do not submit again
     */
    String modify(ModifyRequest request, CallOptions options);

    /**
     * Submits a video for modification without blocking, with the default options. <strong>Costs credits.</strong> See
     * {@link #modifyAsync(ModifyRequest, CallOptions)}.
     *
     * @param request the video, and the modification to make
     * @return a future with the id of the new task
     */
    default CompletableFuture<String> modifyAsync(ModifyRequest request) {
        return modifyAsync(request, CallOptions.defaults());
    }

    /**
     * Submits a video for modification without blocking. <strong>Costs credits.</strong> The future fails with the
     * exceptions that {@link #modify(ModifyRequest, CallOptions)} throws. Cancelling it ends the call immediately, but
     * a request that was sent may still create a task that costs credits.
     *
     * @param request the video, and the modification to make
     * @param options the options of the call
     * @return a future with the id of the new task
     * @throws IllegalArgumentException if the request is invalid; nothing was sent
     */
    CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options);

    /**
     * Reads a task, with the default options. See {@link #getTask(String, CallOptions)}.
     *
     * @param taskId the id of a task, which may come from another process
     * @return the current state of the task
     */
    default TaskRecord getTask(String taskId) {
        return getTask(taskId, CallOptions.defaults());
    }

    /**
     * Reads a task. Retries transient failures within the timeout, up to {@link LumaModifyBuilder#maxRetries} times: HTTP 408, 429, 502, 503 and 504,
     * the codes 429 and 455, and failed connections.
     *
     * @param taskId the id of a task, which may come from another process
     * @param options the options of the call
     * @return the current state of the task
     * @throws IllegalArgumentException if the id is empty
     * @throws ApiException if the service responded with an error; for an unknown task the code is 422 or 404
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached
     */
    TaskRecord getTask(String taskId, CallOptions options);

    /**
     * Waits until a task has its results, with the default options. See {@link #awaitCompletion(String, WaitOptions)}.
     *
     * @param taskId the id of a task, which may come from another process
     * @return the task with its results
     */
    default TaskRecord awaitCompletion(String taskId) {
        return awaitCompletion(taskId, WaitOptions.defaults());
    }

    /**
     * Waits until a task has its results. Polls the task, and ends earlier if {@link #handleCallback} receives its callback.
     *
     * <p>Polls that fail are repeated until the timeout. The wait ends at once if the API key is invalid (401) or the
     * task is unknown (404; or 422 after the first 30 seconds, if the task was never read). An undocumented status means that the task has
     * not ended.
     *
     * @param taskId the id of a task, which may come from another process
     * @param options the options of the wait
     * @return the task with its results, also if its callback could not be delivered
     * @throws IllegalArgumentException if the id is empty
     * @throws TaskFailedException if the task ended without results
     * @throws WaitTimeoutException if the task did not end within the timeout; the task continues
     * @throws WaitInterruptedException if the thread was interrupted or the client was closed; the task continues
     * @throws ApiException if the API key is invalid, the task is unknown, or the service rejects polls with the same code at least 5 times in a row and for 2 minutes, unless the code is transient
     * @throws InvalidResponseException if the responses are unreadable at least 5 times in a row and for 2 minutes
     */
    TaskRecord awaitCompletion(String taskId, WaitOptions options);

    /**
     * Waits until a task has its results, without blocking and with the default options. See
     * {@link #awaitCompletionAsync(String, WaitOptions)}.
     *
     * @param taskId the id of a task, which may come from another process
     * @return a future with the task and its results
     */
    default CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId) {
        return awaitCompletionAsync(taskId, WaitOptions.defaults());
    }

    /**
     * Waits until a task has its results, without blocking. Uses no thread per wait. The future fails with the
     * exceptions that {@link #awaitCompletion(String, WaitOptions)} throws. Cancelling it ends the wait immediately;
     * the task continues.
     *
     * @param taskId the id of a task, which may come from another process
     * @param options the options of the wait
     * @return a future with the task and its results; it completes on a thread of the client, or of the caller of
     *     {@link #handleCallback} or {@link #close}
     * @throws IllegalArgumentException if the id is empty
     */
    CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options);

    /**
     * Submits a video for modification and waits for the results, with the default options. <strong>Costs
     * credits.</strong> See {@link #modifyAndAwaitCompletion(ModifyRequest, WaitOptions)}.
     *
     * @param request the video, and the modification to make
     * @return the task with its results
     */
    default TaskRecord modifyAndAwaitCompletion(ModifyRequest request) {
        return modifyAndAwaitCompletion(request, WaitOptions.defaults());
    }

    /**
     * Submits a video for modification and waits for the results. <strong>Costs credits.</strong> Throws the exceptions
     * of {@link #modify(ModifyRequest, CallOptions)} and {@link #awaitCompletion(String, WaitOptions)}. After the task
     * was created, every exception has its id.
     *
     * @param request the video, and the modification to make
     * @param options the options of the wait; the submission uses their {@link WaitOptions#callOptions() callOptions}
     * @return the task with its results
     */
    default TaskRecord modifyAndAwaitCompletion(ModifyRequest request, WaitOptions options) {
        return awaitCompletion(modify(request, options.callOptions()), options);
    }

    @Override
    default String modify(Path video, String prompt) {
        return FileModification.modify(this, video, prompt);
    }

    @Override
    default TaskRecord modifyAndAwaitCompletion(Path video, String prompt, WaitOptions options) {
        return FileModification.modifyAndAwaitCompletion(this, video, prompt, options);
    }

    /**
     * Reads the task of a callback, and ends the waits of this client for that task if it has ended. Idempotent: late
     * and repeated callbacks have no effect.
     *
     * <p>Takes at most 10 seconds, because the receiver of a callback has 15 seconds to respond. If this method throws
     * an exception, respond to the callback with an error; the service then sends it again. Source: {@code
     * docs/api-facts.md#delivery-and-retries}.
     *
     * @param callback a callback from {@link CallbackVerifier}
     * @return the current state of the task
     * @throws ApiException if the service responded with an error
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached
     */
    TaskRecord handleCallback(VerifiedCallback callback);

    /**
     * Reads the remaining credits of the account. Free. Retries like {@link #getTask(String, CallOptions)}, within the
     * default timeout. Source: {@code docs/api-facts.md#credits}.
     *
     * @return the credits, possibly with a fraction
     * @throws ApiException if the service responded with an error
     * @throws InvalidResponseException if the response is not as documented
     * @throws TransportException if the service could not be reached
     */
    double getCredits();

    /**
     * Returns the submissions in the store that have not ended, for example after a crash. Submissions in progress are among
     * them. Sends no request.
     *
     * @return the open tasks, and the submissions whose outcome is unknown
     * @throws IllegalStateException if the client has no store; see {@link LumaModifyBuilder#submissionStore(Path)}
     * @throws java.io.UncheckedIOException if the store cannot be read
     */
    UnfinishedSubmissions unfinished();

    /**
     * Ends all uploads, waits and retries, and the threads and connections that the client created. Does not close a call
     * factory that was passed to the builder.
     */
    @Override
    void close();
}
