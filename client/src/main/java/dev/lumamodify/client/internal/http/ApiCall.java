package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.spi.Scheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** One HTTP request and its response. It can be executed once, blocking or asynchronously. */
public final class ApiCall<T> {
    private final Call call;
    private final ApiResponse.Envelope<?, T> envelope;

    ApiCall(Call call, ApiResponse.Envelope<?, T> envelope) {
        this.call = call;
        this.envelope = envelope;
    }

    /**
     * Sends the request and blocks until the response is read. Throws {@link IOException} if there is no response
     * within the timeout.
     */
    public ApiResponse<T> execute(Duration timeout) throws IOException {
        setTimeout(timeout);
        return ApiResponse.read(HttpClients.execute(call), envelope);
    }

    /** Sends the request without blocking. Calls exactly one of the two consumers, on a thread of the HTTP client. */
    public void enqueue(
            Scheduler scheduler, Duration timeout, Consumer<ApiResponse<T>> onResponse, Consumer<Exception> onFailure) {
        setTimeout(timeout);
        AtomicBoolean timedOut = new AtomicBoolean();
        // The timeout of OkHttp does not include the time in the queue of the dispatcher.
        Runnable cancelTimer = scheduler.schedule(timeout, () -> {
            timedOut.set(true);
            call.cancel();
        });
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                ApiResponse<T> apiResponse;
                try {
                    apiResponse = ApiResponse.read(response, envelope);
                } catch (Exception e) {
                    // Not an IOException if, for example, an interceptor has closed the body.
                    fail(e);
                    return;
                }
                cancelTimer.run();
                onResponse.accept(apiResponse);
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                fail(failure);
            }

            private void fail(Exception failure) {
                cancelTimer.run();
                onFailure.accept(timedOut.get() ? new InterruptedIOException("timeout") : failure);
            }
        });
    }

    /** Cancels the call. A request that was sent may still have an effect. */
    public void cancel() {
        call.cancel();
    }

    /** Returns false only if it is certain that no part of the request was sent. */
    public boolean mayHaveBeenSent() {
        return AtMostOnce.mayHaveBeenSent(call.request());
    }

    private void setTimeout(Duration timeout) {
        // Zero would mean no timeout.
        call.timeout().timeout(Math.max(1, TimeUnit.NANOSECONDS.convert(timeout)), TimeUnit.NANOSECONDS);
    }
}
