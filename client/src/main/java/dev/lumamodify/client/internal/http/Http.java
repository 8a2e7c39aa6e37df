package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The plumbing between the generated interface and OkHttp. */
public final class Http {
    private static final int MOST_AT_ONCE = 64;
    private static final String STATUS = "Luma-Modify-Veiled-Status";

    private Http() {}

    /** Makes a client of our own: its threads are daemons. Each call sets itself a limit, which covers every read and write. */
    public static OkHttpClient own() {
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
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /** Ends the threads and connections of a client of our own. */
    public static void close(OkHttpClient own) {
        own.dispatcher().cancelAll();
        own.dispatcher().executorService().shutdown();
        own.connectionPool().evictAll();
    }

    /** Makes the calls of an account: sent as they are told, and those that spend credits at most once. */
    static Call.Factory calls(Call.Factory calls) {
        return new AtMostOnce(calls instanceof OkHttpClient client ? obedient(client) : calls);
    }

    /**
     * Makes a client that sends what it is told and nothing else. OkHttp repeats a request by itself on 408, 421 and 503, follows redirects and
     * answers challenges; it does not get to see the HTTP status. The interceptors of the user do.
     */
    private static OkHttpClient obedient(OkHttpClient client) {
        OkHttpClient.Builder builder =
                client.newBuilder().cache(null).addInterceptor(chain -> unveiled(chain.proceed(chain.request())));
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
}
