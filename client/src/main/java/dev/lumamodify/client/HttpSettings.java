package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.HttpTransport;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/**
 * The settings of a {@link LumaModifyBuilder} for URLs, headers and connections.
 *
 * @param <B> the type of the builder
 */
abstract class HttpSettings<B extends HttpSettings<B>> {
    final HttpTransport.Settings http = new HttpTransport.Settings();
    Duration timeout = Duration.ofSeconds(30);
    CallOptions defaultHeaders = CallOptions.defaults();

    /** Returns this builder. */
    abstract B self();

    /**
     * Sets the base URL of the service. The default is the live service. http is for {@code localhost}, names that end
     * with {@code .localhost} and loopback addresses, and for other hosts with {@link #allowInsecureHttp} only.
     *
     * @param baseUrl an absolute https or http URL
     * @return this builder
     * @throws IllegalArgumentException if the URL is invalid
     */
    public B baseUrl(String baseUrl) {
        http.baseUrl(baseUrl);
        return self();
    }

    /**
     * Sets the base URL of the file service, for uploads. The default is the live file service, or the base URL if
     * {@link #baseUrl} is not the live service. http is possible as for the base URL.
     *
     * @param uploadUrl an absolute https or http URL
     * @return this builder
     * @throws IllegalArgumentException if the URL is invalid
     */
    public B uploadUrl(String uploadUrl) {
        http.uploadUrl(uploadUrl);
        return self();
    }

    /**
     * Sets the OkHttp client. By default, the client creates and closes its own. Redirects are not followed with the API
     * key. Up to 64 asynchronous submissions and 64 polls run at the same time, independently of the OkHttp dispatcher.
     *
     * @param httpClient the OkHttp client, which is never closed, so it can be shared
     * @return this builder
     */
    public B httpClient(OkHttpClient httpClient) {
        return callFactory(httpClient);
    }

    /**
     * Sets the factory of the HTTP calls, for example one that adds traces. Replaces {@link #httpClient}.
     *
     * @param callFactory the factory, which is never closed; it must not follow redirects, unless it is an OkHttp client
     * @return this builder
     */
    public B callFactory(Call.Factory callFactory) {
        http.callFactory = callFactory;
        return self();
    }

    /**
     * Sets the proxy for all requests.
     *
     * @param proxy the proxy
     * @return this builder
     */
    public B proxy(Proxy proxy) {
        http.proxy = proxy;
        return self();
    }

    /**
     * Sets the credentials for an HTTP proxy, for HTTP basic authentication.
     *
     * @param user the user name
     * @param password the password, which is never logged
     * @return this builder
     */
    public B proxyCredentials(String user, String password) {
        http.proxyCredentials = Credentials.basic(user, password);
        return self();
    }

    /**
     * Allows that the API key is sent unencrypted: to an http {@link #baseUrl} of another machine, for example
     * {@code http://mock:8080} or {@code http://host.docker.internal:8080}, and to a proxy of another machine.
     *
     * @return this builder
     */
    public B allowInsecureHttp() {
        http.allowInsecureHttp = true;
        return self();
    }

    /**
     * Sets a header of all requests to the service, but not of downloads. {@link CallOptions} can replace it. A
     * {@code User-Agent} replaces the default one, which is {@code luma-modify-java/} and the version.
     *
     * @param name the name; not one that the client sets itself, such as {@code Authorization}
     * @param value the value in printable ASCII, which is never logged
     * @return this builder
     * @throws IllegalArgumentException if the client sets this header itself, or if it cannot be sent
     */
    public B defaultHeader(String name, String value) {
        this.defaultHeaders = defaultHeaders.withHeader(name, value);
        return self();
    }

    /**
     * Sets the timeout of one HTTP call, without its retries. The default is 30 seconds.
     *
     * @param timeout the timeout, more than zero and at most one day
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public B timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than zero and at most one day");
        }
        this.timeout = timeout;
        return self();
    }
}
