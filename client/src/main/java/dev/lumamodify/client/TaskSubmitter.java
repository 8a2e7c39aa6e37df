package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.CancellableFuture;
import dev.lumamodify.client.internal.concurrent.Deadline;
import dev.lumamodify.client.internal.http.ApiCall;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ApiResponse;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.GenerateResponse;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Submits, blocking or not: one complete request per call. Only if it was asked for, an explicit refusal that charges nothing is followed by
 * another try.
 */
final class TaskSubmitter {
    private final ApiCalls service;
    private final Scheduler timer;
    private final Duration timeout;
    private final @Nullable Backoff repeats;

    /** What waits for its next try, with why it has to. */
    private final Map<CancellableFuture<String>, ApiException> pausing = new ConcurrentHashMap<>();

    private volatile boolean closed;

    TaskSubmitter(ApiCalls service, Scheduler timer, Duration timeout, @Nullable Backoff repeats) {
        this.service = service;
        this.timer = timer;
        this.timeout = timeout;
        this.repeats = repeats;
    }

    String now(ModifyRequest request, CallOptions options) {
        Constraints.checked(request, ModifyRequest::violations);
        Deadline deadline = Deadline.in(timer, options.timeout());
        for (int repeat = 0; ; repeat++) {
            try {
                return once(request, options, deadline);
            } catch (ApiException refusal) {
                Duration pause = pause(refusal, repeat, deadline);
                if (pause == null || !timer.sleep(pause)) {
                    throw refusal;
                }
            }
        }
    }

    CompletableFuture<String> later(ModifyRequest request, CallOptions options) {
        Constraints.checked(request, ModifyRequest::violations);
        CancellableFuture<String> future = new CancellableFuture<>();
        send(request, options, Deadline.in(timer, options.timeout()), 0, future);
        return future;
    }

    /** Ends the repeats; what has left goes on. */
    void close() {
        closed = true;
        pausing.forEach(CompletableFuture::completeExceptionally);
    }

    private String once(ModifyRequest request, CallOptions options, Deadline deadline) {
        ApiCall<GenerateResponse, CreatedTask> exchange = service.generate(request, options);
        ApiResponse<CreatedTask> answer;
        try {
            answer = exchange.execute(limit(deadline));
        } catch (IOException | RuntimeException e) {
            throw unanswered(exchange, e);
        }
        return ResponseMapper.submitted(answer);
    }

    private void send(
            ModifyRequest request,
            CallOptions options,
            Deadline deadline,
            int repeat,
            CancellableFuture<String> future) {
        ApiCall<GenerateResponse, CreatedTask> exchange;
        try {
            exchange = service.generate(request, options);
        } catch (TransportException e) {
            future.completeExceptionally(e);
            return;
        }
        future.waitsFor(exchange.call()::cancel);
        exchange.enqueue(
                timer,
                limit(deadline),
                answer -> {
                    try {
                        future.complete(ResponseMapper.submitted(answer));
                    } catch (ApiException refusal) {
                        Duration pause = pause(refusal, repeat, deadline);
                        if (pause == null) {
                            future.completeExceptionally(refusal);
                            return;
                        }
                        pausing.put(future, refusal);
                        Runnable end = timer.after(pause, () -> {
                            pausing.remove(future);
                            send(request, options, deadline, repeat + 1, future);
                        });
                        future.waitsFor(() -> {
                            end.run();
                            pausing.remove(future);
                        });
                        if (closed) {
                            close();
                        }
                    } catch (LumaModifyException e) {
                        future.completeExceptionally(e);
                    }
                },
                failure -> future.completeExceptionally(unanswered(exchange, failure)));
    }

    private Duration limit(Deadline deadline) {
        return Deadline.shorter(deadline.left(), timeout);
    }

    private @Nullable Duration pause(ApiException refusal, int repeat, Deadline deadline) {
        return repeats == null ? null : repeats.afterSubmit(refusal, repeat, deadline.left());
    }

    private static LumaModifyException unanswered(ApiCall<?, ?> exchange, Throwable cause) {
        return exchange.sent()
                ? new SubmissionOutcomeUnknownException("The submit got no answer", null, cause)
                : new TransportException("Nothing was sent", null, cause);
    }
}
