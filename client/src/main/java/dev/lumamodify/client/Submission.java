package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.RateLimitedQueue;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One submission, from its entry in the queue to its outcome. It is sent once, and again after a rejection if retries are
 * enabled. Its steps run one after the other, on any thread.
 */
final class Submission {
    /**
     * What all submissions of a client share.
     *
     * @param timeout the maximum duration of one HTTP call
     * @param retryRejected whether rejected submissions are retried
     * @param queue limits the rate of the create requests
     * @param recorder records the create requests
     */
    record Context(
            ApiCalls api,
            Scheduler scheduler,
            Duration timeout,
            Backoff backoff,
            boolean retryRejected,
            RateLimitedQueue queue,
            SubmissionRecorder recorder) {}

    private final Context context;
    private final ModifyRequest request;
    private final CallOptions options;
    private final Operation operation;
    private final RateLimitedQueue.Entry entry;

    /** Null before the first permit. */
    private volatile @Nullable Deadline deadline;

    /** Null before the first rejection. */
    private volatile @Nullable ApiException rejection;

    /** The id of the create request in the store; null if there is none, or it has ended. */
    private final AtomicReference<@Nullable String> recordId = new AtomicReference<>();

    private volatile int retries;
    private volatile boolean started;

    Submission(Context context, ModifyRequest request, CallOptions options, Operation operation) {
        this.context = context;
        this.request = request;
        this.options = options;
        this.operation = operation;
        this.entry = context.queue.newEntry();
    }

    RateLimitedQueue.Entry entry() {
        return entry;
    }

    /** Returns the maximum time until the next permit. */
    Duration permitTimeout() {
        Deadline current = deadline;
        return current == null ? options.queueTimeout() : current.remaining();
    }

    /** Begins an attempt. Returns the maximum duration of its HTTP call. */
    Duration beginAttempt() {
        Deadline current = deadline;
        if (current == null) {
            current = Deadline.after(context.scheduler, options.timeout());
            deadline = current;
        }
        operation.onAttempt();
        return Deadline.min(current.remaining(), context.timeout);
    }

    /** Records that the request will be sent. */
    ApiCall<CreatedTask> newCall() throws IOException {
        started = true;
        recordId.set(context.recorder.recordIntent(request));
        return context.api.generate(request, options.headers());
    }

    /** Returns the id of the new task. Ends the attempt. */
    String toTaskId(ApiResponse<CreatedTask> response) {
        endAttempt(true);
        operation.onResponse(response);
        try {
            String taskId = ResponseMapper.toTaskId(response);
            recordTask(taskId);
            context.backoff.recordSuccess();
            operation.onTask(taskId);
            return taskId;
        } catch (SubmissionOutcomeUnknownException e) {
            e.taskId().ifPresent(this::recordTask);
            throw e;
        } catch (InvalidResponseException e) {
            recordNoTask();
            throw e;
        } catch (ApiException e) {
            recordNoTask();
            if (e.code().equals(ResultCode.RATE_LIMITED)) {
                context.queue.pause(e.retryAfter().orElse(null));
            }
            throw e;
        } finally {
            discard(true);
        }
    }

    /** Returns the exception for a call without a response. Ends the attempt. */
    LumaModifyException noResponse(Throwable cause, boolean mayHaveBeenSent) {
        endAttempt(mayHaveBeenSent);
        String taskId = ApiResponse.taskIdOf(cause);
        if (taskId != null) {
            recordTask(taskId);
        }
        discard(mayHaveBeenSent);
        return mayHaveBeenSent
                ? new SubmissionOutcomeUnknownException("No response to the submission was received", taskId, cause)
                : notSent(cause);
    }

    /** Ends a create request without an outcome. It is unknown if the request may have been sent. */
    void discard(boolean mayHaveBeenSent) {
        if (!mayHaveBeenSent) {
            recordNoTask();
        } else if (recordId.getAndSet(null) != null) {
            context.recorder.end();
        }
    }

    /** Returns the exception for a submission that got no permit. */
    Throwable noPermit(Throwable cause) {
        ApiException last = rejection;
        if (last != null) {
            last.addSuppressed(cause);
            return last;
        }
        return cause instanceof Error ? cause : notSent(cause);
    }

    /** Returns the delay before a rejected submission waits for its next permit; null if it is not retried. */
    @Nullable
    Duration retryDelay(ApiException failure) {
        rejection = failure;
        started = false;
        Deadline current = deadline;
        if (!context.retryRejected || current == null) {
            return null;
        }
        int count = retries;
        retries = count + 1;
        return context.backoff.afterSubmission(failure, count, current.remaining());
    }

    /** Ends the attempt, or leaves the queue, of a submission that the application ended. */
    void abandon() {
        endAttempt(started);
    }

    private void recordTask(String taskId) {
        String id = recordId.getAndSet(null);
        if (id != null) {
            context.recorder.recordTask(id, taskId);
        }
    }

    private void recordNoTask() {
        String id = recordId.getAndSet(null);
        if (id != null) {
            context.recorder.recordNoTask(id);
        }
    }

    private void endAttempt(boolean sent) {
        entry.end(sent);
    }

    private static TransportException notSent(Throwable cause) {
        return new TransportException("The submission was not sent", null, cause);
    }
}
