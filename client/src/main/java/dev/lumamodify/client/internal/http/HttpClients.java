package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Creates, configures and closes OkHttp clients. */
public final class HttpClients {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
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
     * Returns a client that sends the credentials of a proxy, for HTTP basic authentication. For an https URL, OkHttp
     * sends them when it connects. For an http URL, this client adds them to each request.
     */
    public static OkHttpClient withProxyCredentials(OkHttpClient client, String credentials) {
        return client.newBuilder()
                .proxyAuthenticator((route, response) -> response.request().header(PROXY_AUTHORIZATION) != null
                        ? null
                        : withProxyCredentials(response.request(), credentials))
                .addNetworkInterceptor(chain -> {
                    Connection connection = chain.connection();
                    boolean add = connection != null
                            && connection.route().proxy().type() == Proxy.Type.HTTP
                            && !chain.request().isHttps();
                    return chain.proceed(add ? withProxyCredentials(chain.request(), credentials) : chain.request());
                })
                .build();
    }

    private static Request withProxyCredentials(Request request, String credentials) {
        return request.newBuilder().header(PROXY_AUTHORIZATION, credentials).build();
    }

    /** Returns whether a host of a URL is a loopback address, or a name that is reserved for one (RFC 6761). */
    static boolean isLoopback(String host) {
        return host.matches("(.+\\.)?localhost|127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|::1");
    }

    /** Returns whether requests to an http URL go through a proxy of another machine, which can read the API key. */
    public static boolean isExposedToProxy(OkHttpClient client, HttpUrl url) {
        if (url.isHttps()) {
            return false;
        }
        Proxy proxy = client.proxy();
        List<Proxy> proxies =
                proxy != null ? List.of(proxy) : client.proxySelector().select(url.uri());
        return proxies != null && proxies.stream().anyMatch(HttpClients::isRemote);
    }

    private static boolean isRemote(Proxy proxy) {
        if (proxy.type() == Proxy.Type.DIRECT) {
            return false;
        }
        if (!(proxy.address() instanceof InetSocketAddress socket)) {
            return true;
        }
        InetAddress address = socket.getAddress();
        return address == null ? !socket.getHostString().equals("localhost") : !address.isLoopbackAddress();
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
