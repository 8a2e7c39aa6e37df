package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executes calls that are free and safe to repeat, on the calling thread. Retries transient failures. Thread-safe. */
final class RetriedCalls {
    private final Scheduler scheduler;
    private final Duration timeout;
    private final Backoff backoff;
    private final Operation.Source operations;

    /**
     * Creates an instance.
     *
     * @param timeout the maximum duration of one HTTP call
     * @param operations starts the operations, for the observer
     */
    RetriedCalls(Scheduler scheduler, Duration timeout, Backoff backoff, Operation.Source operations) {
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.backoff = backoff;
        this.operations = operations;
    }

    /**
     * Executes one operation, with its retries.
     *
     * @param name the name of the operation, for the observer
     * @param taskId the id of the task that the operation is about; null if there is none
     * @param failure the message of the exception if there is no response
     * @param source creates the call of each attempt
     * @param mapper returns the result of a response, or throws the exception that the response means
     */
    <T, R> R execute(
            String name,
            @Nullable String taskId,
            String failure,
            CallOptions options,
            Callable<ApiCall<T>> source,
            Function<ApiResponse<T>, R> mapper) {
        return operations.run(name, taskId, operation -> {
            Deadline deadline = Deadline.after(scheduler, options.timeout());
            for (int retries = 0; ; retries++) {
                try {
                    ApiResponse<T> response = executeOnce(source, deadline, operation, failure, taskId);
                    R result = mapper.apply(response);
                    backoff.recordSuccess();
                    return result;
                } catch (LumaModifyException e) {
                    Duration delay = backoff.afterRead(e, retries, deadline.remaining());
                    if (delay == null) {
                        throw e;
                    }
                    Log.debug("Retrying {0} after {1}", name, delay);
                    if (!backoff.sleep(delay)) {
                        throw e;
                    }
                }
            }
        });
    }

    private <T> ApiResponse<T> executeOnce(
            Callable<ApiCall<T>> source,
            Deadline deadline,
            Operation operation,
            String failure,
            @Nullable String taskId) {
        operation.onAttempt();
        ApiResponse<T> response;
        try {
            response = source.call().executeWithTimer(Deadline.min(timeout, deadline.remaining()));
        } catch (Exception e) {
            throw new TransportException(failure, taskId, e);
        }
        operation.onResponse(response);
        return response;
    }
}
