package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.SystemScheduler;
import dev.lumamodify.client.internal.http.ApiCalls;
import dev.lumamodify.client.internal.http.FileHost;
import dev.lumamodify.client.internal.http.Http;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.spi.Scheduler;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LumaModify}. */
public final class LumaModifyBuilder {
    private @Nullable String apiKey;
    private HttpUrl baseUrl = HttpUrl.get(ModifyApi.BASE_URL);
    private Duration timeout = Duration.ofSeconds(30);
    private Call.@Nullable Factory calls;
    private @Nullable Proxy proxy;
    private @Nullable String proxyCredentials;
    private boolean retryRejectedSubmissions;
    private @Nullable Scheduler timer;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    LumaModifyBuilder() {}

    /**
     * Sets the account's API key (required). It is sent as a bearer token to the base URL and to nothing else, and never logged.
     *
     * @param apiKey the key
     * @return this builder
     */
    public LumaModifyBuilder apiKey(String apiKey) {
        if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("apiKey must be printable ASCII without spaces");
        }
        this.apiKey = apiKey;
        return this;
    }

    /**
     * Sets where the service is; by default the live service.
     *
     * @param baseUrl an absolute https URL; http for this machine only, for example of the mock server
     * @return this builder
     */
    public LumaModifyBuilder baseUrl(String baseUrl) {
        HttpUrl url = HttpUrl.parse(baseUrl);
        if (url == null) {
            throw new IllegalArgumentException("baseUrl must be an absolute http or https URL");
        }
        if (!url.isHttps() && !url.host().matches("localhost|127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|::1")) {
            throw new IllegalArgumentException("baseUrl must be https: the API key would travel in the clear");
        }
        this.baseUrl = url.newBuilder().addPathSegment("").build();
        return this;
    }

    /**
     * Sets how long one HTTP request may take with its answer; 30 seconds by default. {@link CallOptions} limits a call with its repeats.
     *
     * @param timeout the limit, more than zero and at most a day
     * @return this builder
     */
    public LumaModifyBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than zero and at most a day");
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * Sets what makes the calls; by default an OkHttp client of the library's own. It is never closed, so it can be shared. Of an
     * {@link OkHttpClient}, interceptors, timeouts, connections and threads are used; redirects are never followed with the API key. Any other
     * factory must not follow redirects itself.
     *
     * @param calls usually an {@link OkHttpClient}
     * @return this builder
     */
    public LumaModifyBuilder callFactory(Call.Factory calls) {
        this.calls = calls;
        return this;
    }

    /**
     * Sends everything through a proxy.
     *
     * @param proxy the proxy
     * @return this builder
     */
    public LumaModifyBuilder proxy(Proxy proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * Sets what the proxy asks for (HTTP basic authentication).
     *
     * @param user the user
     * @param password the password; never logged
     * @return this builder
     */
    public LumaModifyBuilder proxyCredentials(String user, String password) {
        this.proxyCredentials = Credentials.basic(user, password);
        return this;
    }

    /**
     * Lets a submit be sent again, up to three times, after an explicit refusal that charges nothing: rate limited (429) or under maintenance
     * (455). Waits exactly as long as {@code Retry-After} says. Off by default.
     *
     * @return this builder
     */
    public LumaModifyBuilder retryRejectedSubmissions() {
        this.retryRejectedSubmissions = true;
        return this;
    }

    public LumaModifyBuilder scheduler(Scheduler timer, DoubleSupplier random) {
        this.timer = timer;
        this.random = random;
        return this;
    }

    /**
     * Builds the client.
     *
     * @return the client; close it when done
     * @throws IllegalStateException if there is no API key, or a proxy is set for a call factory that is not an {@link OkHttpClient}
     */
    public LumaModify build() {
        if (apiKey == null) {
            throw new IllegalStateException("apiKey is required");
        }
        Scheduler time = timer != null ? timer : new SystemScheduler();
        OkHttpClient own = calls == null ? Http.own() : null;
        Call.Factory wired = proxied(own != null ? own : Objects.requireNonNull(calls));
        ApiCalls service = new ApiCalls(baseUrl, apiKey, wired);
        Backoff backoff = new Backoff(random);
        TaskReader looking = new TaskReader(service, time, timeout, backoff);
        return new HttpLumaModify(
                new TaskSubmitter(service, time, timeout, retryRejectedSubmissions ? backoff : null),
                looking,
                new TaskPoller(looking, time, random),
                new Downloader(new FileHost(wired, timeout), time, backoff),
                () -> {
                    time.close();
                    if (own != null) {
                        Http.close(own);
                    }
                });
    }

    private Call.Factory proxied(Call.Factory factory) {
        String credentials = proxyCredentials;
        if (proxy == null && credentials == null) {
            return factory;
        }
        if (!(factory instanceof OkHttpClient client)) {
            throw new IllegalStateException("proxy needs a callFactory that is an OkHttpClient");
        }
        OkHttpClient.Builder builder = client.newBuilder();
        if (proxy != null) {
            builder.proxy(proxy);
        }
        if (credentials != null) {
            builder.proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", credentials)
                            .build());
        }
        return builder.build();
    }
}
