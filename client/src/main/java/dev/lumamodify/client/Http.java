package dev.lumamodify.client;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** The plumbing between the generated interface and OkHttp. */
final class Http {
    private static final int MOST_AT_ONCE = 64;
    private static final String STATUS = "Luma-Modify-Veiled-Status";

    private Http() {}

    /** Makes a client of our own: its threads are daemons. */
    static OkHttpClient own(Duration timeout) {
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "luma-modify-http");
                    thread.setDaemon(true);
                    return thread;
                }));
        dispatcher.setMaxRequests(MOST_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(timeout)
                .build();
    }

    /** Ends the threads and connections of a client of our own. */
    static void close(OkHttpClient own) {
        own.dispatcher().cancelAll();
        own.dispatcher().executorService().shutdown();
        own.connectionPool().evictAll();
    }

    static ModifyApi api(Call.Factory calls, HttpUrl baseUrl) {
        return new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(new AtMostOnce(
                        calls instanceof OkHttpClient client
                                ? obedient(client)
                                : request -> new LimitedCall(calls.newCall(request), Http::limited)))
                .addConverterFactory(MoshiConverterFactory.create(new Moshi.Builder()
                        .add(ModifyRequest.class, ModifyRequest.jsonAdapter())
                        .build()))
                .build()
                .create(ModifyApi.class);
    }

    /**
     * Makes a client that sends what it is told and nothing else. OkHttp repeats a request by itself on 408, 421 and 503, follows redirects and
     * answers challenges; it does not get to see the HTTP status. The interceptors of the user do.
     */
    private static OkHttpClient obedient(OkHttpClient client) {
        OkHttpClient.Builder builder = client.newBuilder()
                .cache(null)
                .addInterceptor(chain -> limited(unveiled(chain.proceed(chain.request()))));
        builder.networkInterceptors().add(0, chain -> veiled(chain.proceed(chain.request())));
        return builder.build();
    }

    /** OkHttp lets an {@link InterruptedException} through undeclared when a thread is interrupted while it connects. */
    static <T> T executed(Callable<T> call) throws IOException {
        try {
            return call.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static Response veiled(Response response) {
        if (response.code() == 200 && response.header(STATUS) == null) {
            return response;
        }
        return response.newBuilder()
                .header(STATUS, String.valueOf(response.code()))
                .code(200)
                .build();
    }

    private static Response unveiled(Response response) {
        String status = response.header(STATUS);
        return status == null
                ? response
                : response.newBuilder()
                        .removeHeader(STATUS)
                        .code(Integer.parseInt(status))
                        .build();
    }

    /** Cuts an answer off where nothing sensible can follow, since Retrofit reads the body of an HTTP error without a limit. */
    private static Response limited(Response response) {
        long length = response.body().contentLength();
        if (length >= 0 && length <= Answer.LARGEST) {
            // OkHttp reads no further than the length that was announced.
            return response;
        }
        BufferedSource limited =
                Okio.buffer(new ForwardingSource(response.body().source()) {
                    private long left = Answer.LARGEST;

                    @Override
                    public long read(Buffer sink, long byteCount) throws IOException {
                        long read = super.read(sink, byteCount);
                        left -= Math.max(read, 0);
                        if (left < 0) {
                            throw new IOException("The answer is larger than " + Answer.LARGEST + " bytes");
                        }
                        return read;
                    }
                });
        ResponseBody body = ResponseBody.create(limited, response.body().contentType(), length);
        return response.newBuilder().body(body).build();
    }
}
