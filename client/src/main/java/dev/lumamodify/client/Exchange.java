package dev.lumamodify.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** One HTTP request and its answer, in either of two ways: on the caller's thread or not. */
record Exchange<E, T>(Call<ResponseBody> call, Answer.Envelope<E, T> envelope) {

    Answer<T> execute(Duration limit) throws IOException {
        limit(limit);
        return Answer.read(executed(), envelope);
    }

    /** OkHttp lets an {@link InterruptedException} through undeclared when a thread is interrupted while it connects. */
    private Response<ResponseBody> executed() throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    void enqueue(Duration limit, Consumer<Answer<T>> answered, Consumer<Throwable> failed) {
        limit(limit);
        call.enqueue(new Callback<ResponseBody>() {
            @Override
            public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                Answer<T> answer;
                try {
                    answer = Answer.read(response, envelope);
                } catch (IOException e) {
                    failed.accept(e);
                    return;
                }
                answered.accept(answer);
            }

            @Override
            public void onFailure(Call<ResponseBody> call, Throwable failure) {
                failed.accept(failure);
            }
        });
    }

    private void limit(Duration limit) {
        call.timeout().timeout(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
    }
}
