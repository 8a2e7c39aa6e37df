package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.internal.concurrent.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/** One HTTP request and its response. It can be executed once. */
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
        // Zero would mean no timeout.
        call.timeout().timeout(Math.max(1, TimeUnit.NANOSECONDS.convert(timeout)), TimeUnit.NANOSECONDS);
        return ApiResponse.read(HttpClients.execute(call), envelope);
    }

    /**
     * As {@link #execute}, and cancels the call if it has not ended one second after the timeout, in real time. The timer
     * of OkHttp stops for the whole JVM if an event listener blocks it, or throws an exception in it.
     */
    public ApiResponse<T> executeWithTimer(Duration timeout) throws IOException {
        CompletableFuture<?> timer = new CompletableFuture<>()
                .completeOnTimeout("", TimeUnit.MILLISECONDS.convert(timeout.plusSeconds(1)), TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = timer.thenRunAsync(() -> Log.run(this::cancel));
        try {
            return execute(timeout);
        } finally {
            timer.cancel(false);
        }
    }

    /** Cancels the call. A request that was sent may still have an effect. Throws what the call throws. */
    public void cancel() {
        boolean unused = mayHaveBeenSent(new CancellationException());
        call.cancel();
    }

    /**
     * Prevents that the request is sent from now on. Returns false only if it is certain that the server did not and
     * will not process it.
     *
     * @param failure the reason why there is no response
     */
    public boolean mayHaveBeenSent(Throwable failure) {
        try {
            return AtMostOnce.mayHaveBeenSent(call.request(), failure);
        } catch (RuntimeException e) {
            return true;
        }
    }
}
