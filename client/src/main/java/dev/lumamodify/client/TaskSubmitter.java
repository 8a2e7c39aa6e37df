package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.DelayedTask;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.http.AsyncCalls;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests, blocking or asynchronously. Sends at most one complete create request per submission, except after
 * a rejection that costs nothing if retries are enabled. Thread-safe.
 */
final class TaskSubmitter {
    private final ApiCalls api;
    private final AsyncCalls asyncCalls;
    private final FallbackExecutor executor;
    private final Scheduler scheduler;
    private final Duration timeout;
    private final Backoff backoff;
    private final boolean retryRejected;
    private final Operation.Source operations;

    /** The asynchronous submissions that wait for a retry, with the reason. */
    private final Map<AsyncSubmission, ApiException> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Creates a submitter.
     *
     * @param executor completes the futures
     * @param timeout the maximum duration of one HTTP call
     * @param retryRejected whether rejected submissions are retried
     * @param operations starts the operations, for the observer
     */
    TaskSubmitter(
            ApiCalls api,
            FallbackExecutor executor,
            Scheduler scheduler,
            Duration timeout,
            Backoff backoff,
            boolean retryRejected,
            Operation.Source operations) {
        this.api = api;
        this.asyncCalls = new AsyncCalls(executor, scheduler);
        this.executor = executor;
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.backoff = backoff;
        this.retryRejected = retryRejected;
        this.operations = operations;
    }

    String submit(ModifyRequest request, CallOptions options) {
        Constraints.requireValid(request, ModifyRequest::violations);
        return operations.run(ModifyApi.GENERATE, null, operation -> submit(request, options, operation));
    }

    private String submit(ModifyRequest request, CallOptions options, Operation operation) {
        Deadline deadline = Deadline.after(scheduler, options.timeout());
        for (int retries = 0; ; retries++) {
            try {
                return submitOnce(request, options, deadline, operation);
            } catch (ApiException rejection) {
                Duration delay = retryDelay(rejection, retries, deadline);
                if (delay == null || !backoff.sleep(delay)) {
                    throw rejection;
                }
            }
        }
    }

    CompletableFuture<String> submitAsync(ModifyRequest request, CallOptions options) {
        Constraints.requireValid(request, ModifyRequest::violations);
        AsyncSubmission submission = new AsyncSubmission(request, options);
        submission.send();
        return submission.future;
    }

    /** Ends the retries of the submissions that are waiting. Requests that were sent continue. */
    void close() {
        closed = true;
        asyncCalls.close();
        waiting.forEach((submission, rejection) -> executor.execute(() -> submission.future.fail(rejection)));
    }

    private String submitOnce(ModifyRequest request, CallOptions options, Deadline deadline, Operation operation) {
        operation.onAttempt();
        ApiCall<CreatedTask> call;
        try {
            call = api.generate(request, options.headers());
        } catch (IOException e) {
            throw noResponse(false, e);
        }
        ApiResponse<CreatedTask> response;
        try {
            response = call.executeWithTimer(callTimeout(deadline));
        } catch (IOException | RuntimeException e) {
            throw noResponse(call.mayHaveBeenSent(e), e);
        }
        return toTaskId(response, operation);
    }

    private static String toTaskId(ApiResponse<CreatedTask> response, Operation operation) {
        operation.onResponse(response);
        String taskId = ResponseMapper.toTaskId(response);
        operation.onTask(taskId);
        return taskId;
    }

    private Duration callTimeout(Deadline deadline) {
        return Deadline.min(deadline.remaining(), timeout);
    }

    private @Nullable Duration retryDelay(ApiException rejection, int retries, Deadline deadline) {
        return retryRejected ? backoff.afterSubmission(rejection, retries, deadline.remaining()) : null;
    }

    private static LumaModifyException noResponse(boolean mayHaveBeenSent, Throwable cause) {
        return mayHaveBeenSent
                ? new SubmissionOutcomeUnknownException(
                        "No response to the submission was received", ApiResponse.taskIdOf(cause), cause)
                : new TransportException("The submission was not sent", null, cause);
    }

    /** One submission and its retries. */
    private final class AsyncSubmission {
        private final ModifyRequest request;
        private final CallOptions options;
        private final Deadline deadline;
        private final Operation operation = operations.start(ModifyApi.GENERATE, null);
        private final CancellableFuture<String> future =
                new CancellableFuture<>(executor, () -> waiting.remove(this), operation.endOn(executor));
        private int retries;

        AsyncSubmission(ModifyRequest request, CallOptions options) {
            this.request = request;
            this.options = options;
            this.deadline = Deadline.after(scheduler, options.timeout());
        }

        void send() {
            operation.onAttempt();
            asyncCalls.start(
                    future,
                    callTimeout(deadline),
                    () -> api.generate(request, options.headers()),
                    this::onResponse,
                    (failure, mayHaveBeenSent) -> future.fail(noResponse(mayHaveBeenSent, failure)));
        }

        private void onResponse(ApiResponse<CreatedTask> response) {
            String taskId;
            try {
                taskId = toTaskId(response, operation);
            } catch (ApiException rejection) {
                Duration delay = retryDelay(rejection, retries, deadline);
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
            retries++;
            waiting.put(this, rejection);
            DelayedTask retry = new DelayedTask(() -> {
                waiting.remove(this);
                send();
            });
            future.setStop(retry::cancel);
            // The future may have ended, or close() may have run, before this submission was added.
            if (future.hasEnded()) {
                waiting.remove(this);
            } else if (closed) {
                future.fail(rejection);
            } else {
                retry.schedule(scheduler, delay);
            }
        }
    }
}
