package dev.lumamodify.client.internal.http;

import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The HTTP client for the service and for the file hosts: one of the application, or its own. Thread-safe. */
public final class HttpTransport {
    private final HttpUrl baseUrl;
    private final boolean allowInsecureHttp;
    private final @Nullable OkHttpClient ownClient;
    private final Call.Factory calls;

    /** The settings of a transport. Not thread-safe. */
    public static final class Settings {
        public Call.@Nullable Factory callFactory;
        public @Nullable Proxy proxy;
        public @Nullable String proxyCredentials;
        public boolean allowInsecureHttp;
        private HttpUrl baseUrl = HttpUrl.get(ModifyApi.BASE_URL);

        /** Sets the base URL. Throws {@link IllegalArgumentException} if it is invalid. */
        public void baseUrl(String baseUrl) {
            HttpUrl url = HttpUrl.parse(baseUrl);
            if (url == null) {
                throw new IllegalArgumentException("baseUrl must be an absolute http or https URL");
            }
            this.baseUrl = url;
        }
    }

    /**
     * Creates a transport. Throws {@link IllegalStateException} if a proxy is set and the call factory is not an
     * {@link OkHttpClient}, or if the API key would be sent unencrypted without permission.
     */
    public HttpTransport(Settings settings) {
        HttpUrl baseUrl = settings.baseUrl;
        boolean allowInsecureHttp = settings.allowInsecureHttp;
        Call.Factory factory = settings.callFactory;
        this.baseUrl = baseUrl.newBuilder().addPathSegment("").build();
        this.allowInsecureHttp = allowInsecureHttp;
        if (!allowInsecureHttp && !baseUrl.isHttps() && !HttpClients.isLoopback(baseUrl.host())) {
            throw new IllegalStateException("baseUrl must be https, because http would send the API key unencrypted;"
                    + " call allowInsecureHttp to permit http");
        }
        OkHttpClient client = factory == null ? HttpClients.createDefault() : null;
        this.ownClient = client;
        this.calls = withProxy(client != null ? client : factory, settings);
        if (!allowInsecureHttp
                && calls instanceof OkHttpClient proxied
                && proxied.proxy() != null
                && HttpClients.isExposedToProxy(proxied, baseUrl)) {
            throw new IllegalStateException("the API key would be sent unencrypted to the proxy; use an https baseUrl,"
                    + " or call allowInsecureHttp");
        }
    }

    public ApiCalls apiCalls(String apiKey, Map<String, String> defaultHeaders) {
        return new ApiCalls(baseUrl, apiKey, defaultHeaders, calls, allowInsecureHttp);
    }

    public FileHost fileHost(Duration readTimeout) {
        return new FileHost(calls, readTimeout);
    }

    /** Closes the HTTP client, unless it belongs to the application. */
    public void close() {
        if (ownClient != null) {
            HttpClients.close(ownClient);
        }
    }

    private static Call.Factory withProxy(Call.@Nullable Factory factory, Settings settings) {
        String credentials = settings.proxyCredentials;
        if (settings.proxy == null && credentials == null && factory != null) {
            return factory;
        }
        if (!(factory instanceof OkHttpClient client)) {
            throw new IllegalStateException("a proxy requires a callFactory that is an OkHttpClient");
        }
        OkHttpClient proxied = settings.proxy == null
                ? client
                : client.newBuilder().proxy(settings.proxy).build();
        return credentials == null ? proxied : HttpClients.withProxyCredentials(proxied, credentials);
    }
}
