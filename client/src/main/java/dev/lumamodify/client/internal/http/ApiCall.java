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

/** One HTTP request and its answer, in either of two ways: on the caller's thread or not. */
public record ApiCall<E, T>(Call call, ApiResponse.Envelope<E, T> envelope) {

    public ApiResponse<T> execute(Duration limit) throws IOException {
        limit(limit);
        return ApiResponse.read(Http.executed(call::execute), envelope);
    }

    /** One of the two is told, whatever happens. */
    public void enqueue(
            Scheduler timer, Duration limit, Consumer<ApiResponse<T>> answered, Consumer<Exception> failed) {
        limit(limit);
        AtomicBoolean late = new AtomicBoolean();
        // OkHttp does not count how long a call waits for its turn.
        Runnable inTime = timer.after(limit, () -> {
            late.set(true);
            call.cancel();
        });
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                ApiResponse<T> answer;
                try {
                    answer = ApiResponse.read(response, envelope);
                } catch (Exception e) {
                    // Not only the connection can fail: an interceptor may have closed the body.
                    failed(e);
                    return;
                }
                inTime.run();
                answered.accept(answer);
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                failed(failure);
            }

            private void failed(Exception failure) {
                inTime.run();
                failed.accept(late.get() ? new InterruptedIOException("timeout") : failure);
            }
        });
    }

    /** Tells whether anything can have left. */
    public boolean sent() {
        return AtMostOnce.sent(call.request());
    }

    private void limit(Duration limit) {
        call.timeout().timeout(Math.max(1, TimeUnit.NANOSECONDS.convert(limit)), TimeUnit.NANOSECONDS);
    }
}
