package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.spi.CompletedOperation;
import dev.lumamodify.client.spi.CompletedOperation.Outcome;
import dev.lumamodify.client.spi.OperationObserver;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One operation in progress, which is reported to the observer of the application when it ends. Thread-safe. */
final class Operation {
    /** The observer that does nothing. */
    static final OperationObserver UNOBSERVED = completed -> {};

    private static final Map<Class<?>, Outcome> OUTCOMES = Map.of(
            ApiException.class, Outcome.API_ERROR,
            InvalidResponseException.class, Outcome.INVALID_RESPONSE,
            TransportException.class, Outcome.TRANSPORT_FAILURE,
            SubmissionOutcomeUnknownException.class, Outcome.SUBMISSION_OUTCOME_UNKNOWN,
            TaskFailedException.class, Outcome.TASK_FAILED,
            WaitTimeoutException.class, Outcome.WAIT_TIMEOUT,
            WaitInterruptedException.class, Outcome.WAIT_INTERRUPTED,
            DownloadException.class, Outcome.DOWNLOAD_FAILED,
            UploadException.class, Outcome.UPLOAD_FAILED,
            CancellationException.class, Outcome.CANCELLED);

    private final String name;
    private final Scheduler scheduler;
    private final OperationObserver observer;
    private final long startNanos;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile @Nullable String taskId;
    private volatile @Nullable ResultCode code;
    private volatile @Nullable Integer httpStatus;

    private Operation(String name, Scheduler scheduler, OperationObserver observer, @Nullable String taskId) {
        this.name = name;
        this.scheduler = scheduler;
        this.observer = observer;
        this.taskId = taskId;
        this.startNanos = observer == UNOBSERVED ? 0 : scheduler.nanoTime();
    }

    /** Starts operations. */
    static final class Source {
        private final Scheduler scheduler;
        private final OperationObserver observer;

        Source(Scheduler scheduler, OperationObserver observer) {
            this.scheduler = scheduler;
            this.observer = observer;
        }

        /** Starts an operation. The task id is null if it is not known yet. */
        Operation start(String name, @Nullable String taskId) {
            OperationObserver ofEnd = observer;
            try {
                ofEnd = Objects.requireNonNull(observer.onStart(name), "onStart returned null");
            } catch (Throwable e) {
                Log.debug("An observer failed", e);
            }
            return new Operation(name, scheduler, ofEnd, taskId);
        }

        /** Runs an operation on the calling thread. */
        <T> T run(String name, @Nullable String taskId, Function<Operation, T> work) {
            Operation operation = start(name, taskId);
            T result;
            try {
                result = work.apply(operation);
            } catch (Throwable e) {
                operation.end(e);
                throw e;
            }
            operation.end(null);
            return result;
        }
    }

    /** Records the start of an HTTP call. */
    void onAttempt() {
        attempts.incrementAndGet();
        code = null;
        httpStatus = null;
    }

    void onResponse(ApiResponse<?> response) {
        ResultCode error = response.errorCode();
        code = error == null ? response.code() : error;
        httpStatus = response.httpStatus();
    }

    void onHttpStatus(@Nullable Integer status) {
        httpStatus = status;
    }

    /** Records the id of a new task. */
    void onTask(String taskId) {
        this.taskId = taskId;
    }

    /**
     * Returns a consumer of the failure that ends this operation, or of null after a success. It does not run the
     * observer itself, because that may block.
     */
    Consumer<@Nullable Throwable> endOn(Executor executor) {
        return observer == UNOBSERVED
                ? failure -> {}
                : failure -> Log.run(() -> {
                    CompletedOperation completed = completed(failure);
                    executor.execute(() -> Log.run(() -> observer.onEnd(completed)));
                });
    }

    private void end(@Nullable Throwable failure) {
        if (observer != UNOBSERVED) {
            Log.run(() -> observer.onEnd(completed(failure)));
        }
    }

    private CompletedOperation completed(@Nullable Throwable failure) {
        String id = taskId;
        return new CompletedOperation(
                name,
                failure == null ? Outcome.SUCCESS : OUTCOMES.getOrDefault(failure.getClass(), Outcome.ERROR),
                code,
                httpStatus,
                attempts.get(),
                Duration.ofNanos(scheduler.nanoTime() - startNanos),
                id == null && failure instanceof LumaModifyException known
                        ? known.taskId().orElse(null)
                        : id,
                failure);
    }
}
