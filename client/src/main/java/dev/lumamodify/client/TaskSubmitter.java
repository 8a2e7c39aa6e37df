package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.DelayedTask;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.http.AsyncCalls;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.ModifyRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Submits requests, blocking or asynchronously. Sends at most one complete create request per submission, except after
 * a rejection that costs nothing if retries are enabled. Thread-safe.
 */
final class TaskSubmitter {
    private final Submission.Context context;
    private final AsyncCalls asyncCalls;
    private final FallbackExecutor executor;
    private final Operation.Source operations;

    /** The asynchronous submissions that wait for a retry, with the reason. */
    private final Map<AsyncSubmission, ApiException> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Creates a submitter.
     *
     * @param executor completes the futures
     * @param operations starts the operations, for the observer
     */
    TaskSubmitter(Submission.Context context, FallbackExecutor executor, Operation.Source operations) {
        this.context = context;
        this.asyncCalls = new AsyncCalls(executor, context.scheduler());
        this.executor = executor;
        this.operations = operations;
    }

    String submit(ModifyRequest request, CallOptions options) {
        Constraints.requireValid(request, ModifyRequest::violations);
        return operations.run(
                ModifyApi.GENERATE, null, operation -> submit(new Submission(context, request, options, operation)));
    }

    private String submit(Submission submission) {
        while (true) {
            awaitPermit(submission);
            try {
                return send(submission);
            } catch (ApiException rejection) {
                Duration delay = submission.retryDelay(rejection);
                if (delay == null || !context.backoff().sleep(delay)) {
                    throw rejection;
                }
            }
        }
    }

    CompletableFuture<String> submitAsync(ModifyRequest request, CallOptions options) {
        Constraints.requireValid(request, ModifyRequest::violations);
        AsyncSubmission submission = new AsyncSubmission(request, options);
        submission.awaitPermit();
        return submission.future;
    }

    /** Ends the submissions that are waiting. Requests that were sent continue. */
    void close() {
        closed = true;
        asyncCalls.close();
        context.queue().close();
        waiting.forEach((submission, rejection) -> executor.execute(() -> submission.future.fail(rejection)));
    }

    private static void awaitPermit(Submission submission) {
        Throwable failure;
        try {
            submission.entry().await(submission.permitTimeout());
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = submission.noPermit(e);
        } catch (ExecutionException e) {
            failure = submission.noPermit(Objects.requireNonNullElse(e.getCause(), e));
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (LumaModifyException) failure;
    }

    private static String send(Submission submission) {
        try {
            Duration timeout = submission.beginAttempt();
            ApiCall<CreatedTask> call;
            try {
                call = submission.newCall();
            } catch (IOException e) {
                throw submission.noResponse(e, false);
            }
            ApiResponse<CreatedTask> response;
            try {
                response = call.executeWithTimer(timeout);
            } catch (IOException | RuntimeException e) {
                throw submission.noResponse(e, call.mayHaveBeenSent(e));
            }
            return submission.toTaskId(response);
        } finally {
            // After an error.
            submission.abandon();
            submission.discard(true);
        }
    }

    /** One asynchronous submission. */
    private final class AsyncSubmission {
        private final Submission submission;
        private final CancellableFuture<String> future;

        AsyncSubmission(ModifyRequest request, CallOptions options) {
            Operation operation = operations.start(ModifyApi.GENERATE, null);
            this.submission = new Submission(context, request, options, operation);
            this.future = new CancellableFuture<>(executor, this::onEnd, operation.endOn(executor));
        }

        void awaitPermit() {
            future.setStop(submission::abandon);
            submission
                    .entry()
                    .join(
                            submission.permitTimeout(),
                            this::send,
                            failure -> executor.execute(() -> future.fail(submission.noPermit(failure))));
        }

        private void send() {
            // A future that ends later ends the attempt.
            if (future.hasEnded()) {
                submission.abandon();
                return;
            }
            asyncCalls.start(
                    future,
                    submission.beginAttempt(),
                    submission::newCall,
                    this::onResponse,
                    (failure, mayHaveBeenSent) -> future.fail(submission.noResponse(failure, mayHaveBeenSent)),
                    submission::discard);
        }

        private void onEnd() {
            waiting.remove(this);
            submission.abandon();
        }

        private void onResponse(ApiResponse<CreatedTask> response) {
            String taskId;
            try {
                taskId = submission.toTaskId(response);
            } catch (ApiException rejection) {
                Duration delay = submission.retryDelay(rejection);
                if (delay == null) {
                    future.fail(rejection);
                } else {
                    retry(rejection, delay);
                }
                return;
            }
            future.finish(taskId);
        }

        private void retry(ApiException rejection, Duration delay) {
            waiting.put(this, rejection);
            DelayedTask retry = new DelayedTask(() -> {
                waiting.remove(this);
                awaitPermit();
            });
            future.setStop(retry::cancel);
            // The future may have ended, or close() may have run, before this submission was added.
            if (future.hasEnded()) {
                waiting.remove(this);
            } else if (closed) {
                future.fail(rejection);
            } else {
                retry.schedule(context.scheduler(), delay);
            }
        }
    }
}
