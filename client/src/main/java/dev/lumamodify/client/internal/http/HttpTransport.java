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
    private static final HttpUrl LIVE_URL = HttpUrl.get(ModifyApi.BASE_URL);

    private final HttpUrl baseUrl;
    private final HttpUrl uploadUrl;
    private final boolean allowInsecureHttp;
    private final @Nullable OkHttpClient ownClient;
    private final Call.Factory calls;

    /** The settings of a transport. Not thread-safe. */
    public static final class Settings {
        public Call.@Nullable Factory callFactory;
        public @Nullable Proxy proxy;
        public @Nullable String proxyCredentials;
        public boolean allowInsecureHttp;
        private HttpUrl baseUrl = LIVE_URL;
        private @Nullable HttpUrl uploadUrl;

        /** Sets the base URL. Throws {@link IllegalArgumentException} if it is invalid. */
        public void baseUrl(String baseUrl) {
            this.baseUrl = parse("baseUrl", baseUrl);
        }

        /** Sets the base URL of the uploads. Throws {@link IllegalArgumentException} if it is invalid. */
        public void uploadUrl(String uploadUrl) {
            this.uploadUrl = parse("uploadUrl", uploadUrl);
        }

        /** Returns the base URL of the uploads. A mock server has the same one for everything. */
        private HttpUrl uploadUrl() {
            if (uploadUrl != null) {
                return uploadUrl;
            }
            return baseUrl.equals(LIVE_URL) ? HttpUrl.get(UploadApi.BASE_URL) : baseUrl;
        }

        private static HttpUrl parse(String name, String text) {
            HttpUrl url = HttpUrl.parse(text);
            if (url == null) {
                throw new IllegalArgumentException(name + " must be an absolute http or https URL");
            }
            return url;
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
        HttpUrl uploadUrl = settings.uploadUrl();
        this.baseUrl = folder(baseUrl);
        this.uploadUrl = folder(uploadUrl);
        this.allowInsecureHttp = allowInsecureHttp;
        if (!allowInsecureHttp) {
            checkEncrypted("baseUrl", baseUrl);
            checkEncrypted("uploadUrl", uploadUrl);
        }
        OkHttpClient client = factory == null ? HttpClients.createDefault() : null;
        this.ownClient = client;
        this.calls = withProxy(client != null ? client : factory, settings);
        if (!allowInsecureHttp
                && calls instanceof OkHttpClient proxied
                && proxied.proxy() != null
                && (HttpClients.isExposedToProxy(proxied, baseUrl)
                        || HttpClients.isExposedToProxy(proxied, uploadUrl))) {
            throw new IllegalStateException("the API key would be sent unencrypted to the proxy; use an https baseUrl,"
                    + " or call allowInsecureHttp");
        }
    }

    /**
     * Creates the calls of an account.
     *
     * @param writeTimeout the maximum time in which an upload sends nothing
     */
    public ApiCalls apiCalls(String apiKey, Map<String, String> defaultHeaders, Duration writeTimeout) {
        return new ApiCalls(baseUrl, uploadUrl, apiKey, defaultHeaders, calls, writeTimeout, allowInsecureHttp);
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

    private static void checkEncrypted(String name, HttpUrl url) {
        if (!url.isHttps() && !HttpClients.isLoopback(url.host())) {
            throw new IllegalStateException(name + " must be https, because http would send the API key unencrypted;"
                    + " call allowInsecureHttp to permit http");
        }
    }

    private static HttpUrl folder(HttpUrl url) {
        return url.newBuilder().addPathSegment("").build();
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
