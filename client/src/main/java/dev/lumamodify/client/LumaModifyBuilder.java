package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.ClientThreads;
import dev.lumamodify.client.internal.concurrent.FallbackExecutor;
import dev.lumamodify.client.internal.concurrent.SystemScheduler;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.ClassPathCheck;
import dev.lumamodify.client.internal.http.FileHost;
import dev.lumamodify.client.internal.http.HttpClients;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.spi.Scheduler;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LumaModify} client. Not thread-safe. */
public final class LumaModifyBuilder {
    private @Nullable String apiKey;
    private HttpUrl baseUrl = HttpUrl.get(ModifyApi.BASE_URL);
    private Duration timeout = Duration.ofSeconds(30);
    private Call.@Nullable Factory callFactory;
    private @Nullable Proxy proxy;
    private @Nullable String proxyCredentials;
    private boolean allowInsecureHttp;
    private boolean retryRejectedSubmissions;
    private @Nullable Scheduler scheduler;
    private @Nullable Executor executor;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    LumaModifyBuilder() {}

    /**
     * Sets the API key of the account. Required. The client sends it to the base URL only, as a bearer token, and never
     * logs it.
     *
     * @param apiKey the API key, in printable ASCII without spaces
     * @return this builder
     * @throws IllegalArgumentException if the key is empty or has other characters
     */
    public LumaModifyBuilder apiKey(String apiKey) {
        if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("apiKey must be printable ASCII without spaces");
        }
        this.apiKey = apiKey;
        return this;
    }

    /**
     * Sets the base URL of the service. The default is the live service.
     *
     * @param baseUrl an absolute https URL; http is allowed for loopback addresses, for example of a mock server
     * @return this builder
     * @throws IllegalArgumentException if the URL is invalid, or is http for another host
     */
    public LumaModifyBuilder baseUrl(String baseUrl) {
        HttpUrl url = HttpUrl.parse(baseUrl);
        if (url == null) {
            throw new IllegalArgumentException("baseUrl must be an absolute http or https URL");
        }
        if (!url.isHttps() && !url.host().matches("localhost|127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|::1")) {
            throw new IllegalArgumentException(
                    "baseUrl must be https, because http would send the API key unencrypted");
        }
        this.baseUrl = url.newBuilder().addPathSegment("").build();
        return this;
    }

    /**
     * Sets the maximum duration of one HTTP call, from the request to the end of the response. The default is 30
     * seconds. {@link CallOptions} limit a call together with its retries.
     *
     * @param timeout the timeout, more than zero and at most one day
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public LumaModifyBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than zero and at most one day");
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * Sets the factory of the HTTP calls. The default is an OkHttp client that this client creates and closes. A
     * factory that is set here is never closed, so it can be shared.
     *
     * <p>With an {@link OkHttpClient} the client uses its interceptors, timeouts and connections. It does not follow
     * redirects with the API key. Another factory must not follow redirects itself. Calls do not wait in the queue of
     * the OkHttp dispatcher: the client runs up to 64 asynchronous submissions and 64 polls at the same time.
     *
     * @param callFactory usually an {@link OkHttpClient}
     * @return this builder
     */
    public LumaModifyBuilder callFactory(Call.Factory callFactory) {
        this.callFactory = callFactory;
        return this;
    }

    /**
     * Sets the proxy for all requests. There is none by default.
     *
     * @param proxy the proxy
     * @return this builder
     */
    public LumaModifyBuilder proxy(Proxy proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * Sets the credentials for an HTTP proxy, for HTTP basic authentication.
     *
     * @param user the user name
     * @param password the password, which is never logged
     * @return this builder
     */
    public LumaModifyBuilder proxyCredentials(String user, String password) {
        this.proxyCredentials = Credentials.basic(user, password);
        return this;
    }

    /**
     * Allows that the API key is sent unencrypted to a proxy. Without this permission, a client with an http base URL
     * sends nothing through a proxy of another machine.
     *
     * @return this builder
     */
    public LumaModifyBuilder allowInsecureHttp() {
        this.allowInsecureHttp = true;
        return this;
    }

    /**
     * Retries a submission up to three times if it is rejected with code 429 (rate limited) or 455 (under maintenance).
     * Such a rejection costs nothing. Waits exactly as long as the {@code Retry-After} of the response, if it has one.
     * Disabled by default.
     *
     * @return this builder
     */
    public LumaModifyBuilder retryRejectedSubmissions() {
        this.retryRejectedSubmissions = true;
        return this;
    }

    /**
     * Sets the scheduler, which is the client's clock and timer. The default uses the system's clock and one daemon
     * thread, which the client ends when it is closed. With another scheduler, a test can control the time.
     *
     * @param scheduler the scheduler
     * @return this builder
     */
    public LumaModifyBuilder scheduler(Scheduler scheduler) {
        this.scheduler = scheduler;
        return this;
    }

    /**
     * Sets the executor for asynchronous calls. It sends the requests of {@code modifyAsync} and the polls of all waits,
     * calls the listeners, and completes the futures. By default, these tasks run on virtual threads if the JVM has
     * them (since JDK 21), and otherwise on daemon threads that end when they are idle.
     *
     * <p>The application owns the executor. If it rejects a task, or does not start it within half a second, the task
     * runs on a thread of the client. An executor that runs tasks on the calling thread makes {@code modifyAsync}
     * block.
     *
     * @param executor the executor
     * @return this builder
     */
    public LumaModifyBuilder executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    /** Sets the random numbers from 0 to 1 that vary delays and intervals. */
    LumaModifyBuilder random(DoubleSupplier random) {
        this.random = random;
        return this;
    }

    /**
     * Builds the client.
     *
     * @return a new client; close it after use
     * @throws IllegalStateException if there is no API key, if there is a proxy and the call factory is not an
     *     {@link OkHttpClient}, if the API key would be sent unencrypted to a proxy without
     *     {@link #allowInsecureHttp}, or if the class path has a version of OkHttp, Okio or Kotlin that is too old
     */
    public LumaModify build() {
        ClassPathCheck.run();
        if (apiKey == null) {
            throw new IllegalStateException("apiKey is required");
        }
        OkHttpClient ownHttpClient = callFactory == null ? HttpClients.createDefault() : null;
        Call.Factory calls = withProxy(ownHttpClient != null ? ownHttpClient : Objects.requireNonNull(callFactory));
        if (!allowInsecureHttp
                && calls instanceof OkHttpClient client
                && client.proxy() != null
                && HttpClients.isExposedToProxy(client, baseUrl)) {
            throw new IllegalStateException(
                    "the API key would be sent unencrypted to the proxy; use an https baseUrl, or allowInsecureHttp");
        }
        ClientThreads threads = new ClientThreads();
        // An executor of the application may run tasks on the calling thread, which must not be the timer's.
        SystemScheduler ownScheduler =
                scheduler == null ? new SystemScheduler(executor == null ? Runnable::run : threads) : null;
        Scheduler time = ownScheduler != null ? ownScheduler : Objects.requireNonNull(scheduler);
        FallbackExecutor async =
                new FallbackExecutor(executor != null ? executor : ClientThreads.virtualThreads(), threads, time);
        ApiCalls api = new ApiCalls(baseUrl, apiKey, calls, allowInsecureHttp);
        Backoff backoff = new Backoff(time, random);
        TaskReader reader = new TaskReader(api, async, time, timeout, backoff);
        return new HttpLumaModify(
                new TaskSubmitter(api, async, time, timeout, backoff, retryRejectedSubmissions),
                reader,
                new TaskPoller(reader, async, time, random),
                new Downloader(new FileHost(calls, timeout), backoff),
                () -> {
                    backoff.close();
                    if (ownScheduler != null) {
                        ownScheduler.close();
                    }
                    if (ownHttpClient != null) {
                        HttpClients.close(ownHttpClient);
                    }
                    threads.close();
                });
    }

    private Call.Factory withProxy(Call.Factory factory) {
        String credentials = proxyCredentials;
        if (proxy == null && credentials == null) {
            return factory;
        }
        if (!(factory instanceof OkHttpClient client)) {
            throw new IllegalStateException("a proxy requires a callFactory that is an OkHttpClient");
        }
        OkHttpClient proxied =
                proxy == null ? client : client.newBuilder().proxy(proxy).build();
        return credentials == null ? proxied : HttpClients.withProxyCredentials(proxied, credentials);
    }
}
