package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The Luma Modify video API. Safe for use by many threads; one instance is enough for an account.
 *
 * <p>An interface, so that tests can fake it. Everything thrown because of the service is a {@link LumaModifyException}. A closed client
 * throws {@link IllegalStateException}.
 */
public interface LumaModify extends AutoCloseable {

    /**
     * Starts to build a client.
     *
     * @return a builder, which needs at least an API key
     */
    static LumaModifyBuilder builder() {
        return new LumaModifyBuilder();
    }

    /**
     * Spends credits: submits a video for modification, as {@link #modify(ModifyRequest, CallOptions)} does.
     *
     * @param request what to change, in which video
     * @return the id of the new task
     */
    default String modify(ModifyRequest request) {
        return modify(request, CallOptions.defaults());
    }

    /**
     * Spends credits: submits a video for modification. At most one complete request leaves per call, whatever happens, unless
     * {@link LumaModifyBuilder#retryRejectedSubmissions()} allows more after a refusal that charges nothing.
     *
     * @param request what to change, in which video
     * @param options what the call asks for
     * @return the id of the new task
     * @throws IllegalArgumentException if the request breaks a rule of the API; nothing was sent
     * @throws ApiException if the service refused; nothing was charged
     * @throws InvalidResponseException if the service accepted without naming a task; nothing was charged
     * @throws TransportException if nothing was sent
     * @throws SubmissionOutcomeUnknownException if a paid task may exist: do not submit again
     */
    String modify(ModifyRequest request, CallOptions options);

    /**
     * Spends credits: submits without blocking, as {@link #modifyAsync(ModifyRequest, CallOptions)} does.
     *
     * @param request what to change, in which video
     * @return the id of the new task, later
     */
    default CompletableFuture<String> modifyAsync(ModifyRequest request) {
        return modifyAsync(request, CallOptions.defaults());
    }

    /**
     * Spends credits: submits without blocking. The future fails with what {@link #modify(ModifyRequest, CallOptions)} throws. Cancelling it
     * stops the call at once, but a request that has left may still make a paid task.
     *
     * @param request what to change, in which video
     * @param options what the call asks for
     * @return the id of the new task, later
     * @throws IllegalArgumentException if the request breaks a rule of the API; nothing was sent
     */
    CompletableFuture<String> modifyAsync(ModifyRequest request, CallOptions options);

    /**
     * Looks at a task, as {@link #getTask(String, CallOptions)} does.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @return how the task stands
     */
    default TaskRecord getTask(String taskId) {
        return getTask(taskId, CallOptions.defaults());
    }

    /**
     * Looks at a task. Passing trouble (HTTP 408, 429, 502, 503, 504, code 429 or 455, a failed connection) is met with up to three repeats
     * within the deadline.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @param options what the call asks for
     * @return how the task stands
     * @throws IllegalArgumentException if the id is empty
     * @throws ApiException if the service said no; an unknown task is code 422 or 404
     * @throws InvalidResponseException if the answer is not the contract's
     * @throws TransportException if the service could not be reached
     */
    TaskRecord getTask(String taskId, CallOptions options);

    /**
     * Waits for a task with the default options, as {@link #awaitCompletion(String, WaitOptions)} does.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @return the task with its results
     */
    default TaskRecord awaitCompletion(String taskId) {
        return awaitCompletion(taskId, WaitOptions.defaults());
    }

    /**
     * Waits until a task has its results. Failed looks are tolerated until the deadline, except a refused key (401) and an unknown task (404;
     * 422 once the first 30 seconds have passed). A flag that this version does not know means: not yet.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @param options how to wait
     * @return the task with its results, even if its callback could not be delivered
     * @throws TaskFailedException if the task ended without results
     * @throws WaitTimeoutException if the deadline passed; the task goes on
     * @throws WaitInterruptedException if the thread was interrupted or the client closed; the task goes on
     * @throws ApiException if a look was refused for good
     */
    TaskRecord awaitCompletion(String taskId, WaitOptions options);

    /**
     * Waits for a task without blocking, with the default options.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @return the task with its results, later
     */
    default CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId) {
        return awaitCompletionAsync(taskId, WaitOptions.defaults());
    }

    /**
     * Waits for a task without blocking and without a thread of its own. The future fails with what {@link #awaitCompletion(String, WaitOptions)}
     * throws; cancelling it stops the wait at once, not the task.
     *
     * @param taskId the id that the submit returned, in this or another process
     * @param options how to wait
     * @return the task with its results, later; completed on a thread of the client or of who calls {@link #handleCallback} or {@link #close}
     */
    CompletableFuture<TaskRecord> awaitCompletionAsync(String taskId, WaitOptions options);

    /**
     * Spends credits: submits and waits with the default options.
     *
     * @param request what to change, in which video
     * @return the task with its results
     */
    default TaskRecord modifyAndAwaitCompletion(ModifyRequest request) {
        return modifyAndAwaitCompletion(request, WaitOptions.defaults());
    }

    /**
     * Spends credits: submits and waits. Whatever is thrown once the task exists carries its id.
     *
     * @param request what to change, in which video
     * @param options how to wait
     * @return the task with its results
     */
    default TaskRecord modifyAndAwaitCompletion(ModifyRequest request, WaitOptions options) {
        return awaitCompletion(modify(request, options.callOptions()), options);
    }

    /**
     * Reads the truth about the task of a callback, and wakes those who wait for it in this client. Late and repeated callbacks do no harm.
     * Takes at most 10 seconds, since the service waits only 15 for the answer to a callback; if it fails, answer with an error and the
     * callback comes again.
     *
     * @param callback what {@link CallbackVerifier} proved
     * @return how the task stands
     * @throws ApiException if the service said no
     * @throws InvalidResponseException if the answer is not the contract's
     * @throws TransportException if the service could not be reached
     */
    TaskRecord handleCallback(VerifiedCallback callback);

    /**
     * Downloads the results of a task with the default options.
     *
     * @param task a task that has results
     * @param target a directory that exists, or the file to write if there is one result
     * @return the files, in the order of the results
     */
    default List<Path> download(TaskRecord task, Path target) {
        return download(task, target, DownloadOptions.defaults());
    }

    /**
     * Downloads the results of a task: each to a temporary file beside its target, moved into place when it is complete. A broken connection
     * is resumed. The API key is not sent.
     *
     * @param task a task that has results
     * @param target a directory that exists, or the file to write if there is one result
     * @param options limits, and who is told
     * @return the files, in the order of the results
     * @throws IllegalArgumentException if the task has no results, or several and the target is not a directory
     * @throws DownloadException if a file exists already, is too large, or could not be fetched or written
     */
    List<Path> download(TaskRecord task, Path target, DownloadOptions options);

    /** Ends all waits, and the client's own threads and connections; those of a client given to the builder are left alone. */
    @Override
    void close();
}
