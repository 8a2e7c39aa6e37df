package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
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
    private final Scheduler scheduler;
    private final Duration timeout;
    private final Backoff backoff;
    private final boolean retryRejected;

    /** The asynchronous submissions that wait for a retry, with the reason. */
    private final Map<CancellableFuture<String>, ApiException> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Creates a submitter.
     *
     * @param timeout the maximum duration of one HTTP call
     * @param retryRejected whether rejected submissions are retried
     */
    TaskSubmitter(ApiCalls api, Scheduler scheduler, Duration timeout, Backoff backoff, boolean retryRejected) {
        this.api = api;
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.backoff = backoff;
        this.retryRejected = retryRejected;
    }

    String submit(ModifyRequest request, CallOptions options) {
        Constraints.requireValid(request, ModifyRequest::violations);
        Deadline deadline = Deadline.after(scheduler, options.timeout());
        for (int retries = 0; ; retries++) {
            try {
                return submitOnce(request, options, deadline);
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
        CancellableFuture<String> future = new CancellableFuture<>();
        send(request, options, Deadline.after(scheduler, options.timeout()), 0, future);
        return future;
    }

    /** Ends the retries of the submissions that are waiting. Requests that were sent continue. */
    void close() {
        closed = true;
        waiting.forEach(CompletableFuture::completeExceptionally);
    }

    private String submitOnce(ModifyRequest request, CallOptions options, Deadline deadline) {
        ApiCall<CreatedTask> call = newCall(request, options);
        ApiResponse<CreatedTask> response;
        try {
            response = call.execute(callTimeout(deadline));
        } catch (IOException | RuntimeException e) {
            throw noResponse(call, e);
        }
        return ResponseMapper.toTaskId(response);
    }

    private void send(
            ModifyRequest request,
            CallOptions options,
            Deadline deadline,
            int retries,
            CancellableFuture<String> future) {
        ApiCall<CreatedTask> call;
        try {
            call = newCall(request, options);
        } catch (TransportException e) {
            future.completeExceptionally(e);
            return;
        }
        future.onEnd(call::cancel);
        call.enqueue(
                scheduler,
                callTimeout(deadline),
                response -> {
                    try {
                        future.complete(ResponseMapper.toTaskId(response));
                    } catch (ApiException rejection) {
                        Duration delay = retryDelay(rejection, retries, deadline);
                        if (delay == null) {
                            future.completeExceptionally(rejection);
                        } else {
                            retry(
                                    rejection,
                                    delay,
                                    future,
                                    () -> send(request, options, deadline, retries + 1, future));
                        }
                    } catch (LumaModifyException e) {
                        future.completeExceptionally(e);
                    }
                },
                failure -> future.completeExceptionally(noResponse(call, failure)));
    }

    private void retry(ApiException rejection, Duration delay, CancellableFuture<String> future, Runnable send) {
        waiting.put(future, rejection);
        Runnable cancelRetry = scheduler.schedule(delay, () -> {
            waiting.remove(future);
            send.run();
        });
        future.onEnd(() -> {
            cancelRetry.run();
            waiting.remove(future);
        });
        // close() may have run before this submission was added.
        if (closed) {
            close();
        }
    }

    private Duration callTimeout(Deadline deadline) {
        return Deadline.min(deadline.remaining(), timeout);
    }

    private @Nullable Duration retryDelay(ApiException rejection, int retries, Deadline deadline) {
        return retryRejected ? backoff.afterSubmission(rejection, retries, deadline.remaining()) : null;
    }

    private ApiCall<CreatedTask> newCall(ModifyRequest request, CallOptions options) {
        try {
            return api.generate(request, options.headers());
        } catch (IOException e) {
            throw notSent(e);
        }
    }

    private static LumaModifyException noResponse(ApiCall<?> call, Throwable cause) {
        return call.mayHaveBeenSent()
                ? new SubmissionOutcomeUnknownException("No response to the submission was received", null, cause)
                : notSent(cause);
    }

    private static TransportException notSent(Throwable cause) {
        return new TransportException("The submission was not sent", null, cause);
    }
}
