package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Creates, configures and closes OkHttp clients. */
public final class HttpClients {
    private static final String STATUS_HEADER = "Luma-Modify-Original-Status";

    private HttpClients() {}

    /**
     * Creates a client with daemon threads. It has no read and write timeouts, because {@link ApiCall} limits each call
     * as a whole. Calls that end after {@link #close} leave no connection.
     */
    public static OkHttpClient createDefault() {
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "luma-modify-http");
                    thread.setDaemon(true);
                    return thread;
                }));
        ConnectionPool connections = new ConnectionPool();
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(connections)
                .eventListener(new EventListener() {
                    @Override
                    public void connectionReleased(Call call, Connection connection) {
                        if (dispatcher.executorService().isShutdown()) {
                            connections.evictAll();
                        }
                    }
                })
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /** Cancels the calls of a client, and ends its threads and connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /**
     * Returns a client that sends each request once, without a cache.
     *
     * <p>OkHttp repeats a request on 408, 421 and 503, follows redirects and responds to authentication challenges.
     * To prevent this, a network interceptor replaces the HTTP status by 200, and an application interceptor restores
     * it. The interceptors of the application receive the original status.
     */
    static OkHttpClient withoutFollowUps(OkHttpClient client) {
        OkHttpClient.Builder builder =
                client.newBuilder().cache(null).addInterceptor(chain -> restoreStatus(chain.proceed(chain.request())));
        builder.networkInterceptors().add(0, chain -> hideStatus(chain.proceed(chain.request())));
        return builder.build();
    }

    /**
     * Executes a call. OkHttp throws an undeclared {@link InterruptedException} if the thread is interrupted while it
     * connects. Interceptors that are written in Kotlin can throw other undeclared exceptions.
     */
    static Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (!(e instanceof InterruptedException)) {
                throw new IOException(e);
            }
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static Response hideStatus(Response response) {
        if (response.code() == 200 && response.header(STATUS_HEADER) == null) {
            return response;
        }
        return response.newBuilder()
                .header(STATUS_HEADER, String.valueOf(response.code()))
                .code(200)
                .build();
    }

    private static Response restoreStatus(Response response) {
        String status = response.header(STATUS_HEADER);
        return status == null
                ? response
                : response.newBuilder()
                        .removeHeader(STATUS_HEADER)
                        .code(Integer.parseInt(status))
                        .build();
    }
}
