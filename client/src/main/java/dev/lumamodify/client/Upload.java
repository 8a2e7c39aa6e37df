package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.model.UploadData;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One upload: its attempts, one after the other, until the timeout. It can be cancelled by another thread. */
final class Upload {
    private static final String FAILURE = "The file could not be uploaded";

    private final Content content;
    private final Operation operation;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Deadline deadline;
    private int retries;
    private volatile @Nullable ApiCall<?> call;
    private volatile boolean cancelled;

    /**
     * What is uploaded.
     *
     * @param timeout the maximum duration of all attempts
     * @param size the size of the file; -1 if it is not known
     * @param type the media type, if the service does not state it
     * @param attempts creates an attempt
     */
    record Content(Duration timeout, long size, String type, Callable<Attempt> attempts) {}

    /**
     * One request.
     *
     * @param failure returns the failure to read the file, or of the progress listener; null otherwise
     */
    record Attempt(ApiCall<UploadData> call, Supplier<@Nullable Throwable> failure) {}

    /**
     * Creates an upload. Its timeout begins now.
     *
     * @param clock the time of the upload if the service does not state it
     */
    Upload(Content content, Operation operation, Scheduler scheduler, InstantSource clock, Backoff backoff) {
        this.content = content;
        this.operation = operation;
        this.clock = clock;
        this.backoff = backoff;
        this.deadline = Deadline.after(scheduler, content.timeout);
    }

    /** Returns the failure of an upload that was not sent, because the client is closed. */
    static TransportException closed() {
        return new TransportException(FAILURE, null, new IOException("the client was closed"));
    }

    /** Sends the file once. */
    UploadedFile attempt() {
        operation.onAttempt();
        Instant sentAt = clock.instant();
        Attempt attempt = null;
        ApiResponse<UploadData> response;
        try {
            attempt = content.attempts.call();
            call = attempt.call;
            // Another thread either sees the call and cancels it, or has set the flag before.
            if (cancelled) {
                throw new IOException("the upload was cancelled");
            }
            response = attempt.call.executeWithTimer(deadline.remaining());
        } catch (Exception e) {
            throw failure(attempt, e);
        }
        operation.onResponse(response);
        UploadedFile file = ResponseMapper.toUploadedFile(response, content.size, content.type, sentAt);
        backoff.recordSuccess();
        return file;
    }

    /** Returns the delay before the next attempt; null if there is none. */
    @Nullable
    Duration retryDelay(LumaModifyException failure) {
        return cancelled ? null : backoff.afterUpload(failure, retries++, deadline.remaining());
    }

    /** Aborts the attempt in progress, and prevents that another one starts. */
    void cancel() {
        cancelled = true;
        ApiCall<?> current = call;
        if (current != null) {
            current.cancel();
        }
    }

    private static LumaModifyException failure(@Nullable Attempt attempt, Exception cause) {
        Throwable own = attempt == null ? null : attempt.failure.get();
        if (own instanceof Error e) {
            throw e;
        }
        if (own instanceof RuntimeException e) {
            throw e;
        }
        return own == null
                ? new TransportException(FAILURE, null, cause)
                : new UploadException(FAILURE + ": " + own.getMessage(), "it is safe to upload it again", own);
    }
}
