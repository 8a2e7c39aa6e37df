package dev.lumamodify.mock.internal.callback;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** An HTTP client that starts with its first use, because most servers never use it. Safe for use by several threads. */
public final class LazyHttpClient implements AutoCloseable {
    private static final String TARGET = LazyHttpClient.class.getName();

    private final String description;
    private final Consumer<HttpClient> configuration;
    private @Nullable HttpClient client;

    /**
     * @param description the subject of the message if the client does not start or stop
     */
    public LazyHttpClient(String description, Consumer<HttpClient> configuration) {
        this.description = description;
        this.configuration = configuration;
    }

    /** Creates a request. Throws {@link IllegalStateException} if the client does not start. */
    public Request newRequest(TargetUrl url) {
        String authority = url.host() + (url.port() < 0 ? "" : ":" + url.port());
        return get().newRequest("http://target")
                .scheme(url.scheme())
                .path(url.pathQuery())
                .headers(headers -> headers.put(HttpHeader.HOST, authority))
                .attribute(TARGET, url);
    }

    @SuppressWarnings("try") // HttpClient.close() can be interrupted; this class stops the client instead.
    private synchronized HttpClient get() {
        HttpClient started = client;
        if (started == null) {
            started = new HttpClient() {
                // A request has a java.net.URI, which does not accept every host.
                @Override
                public Origin createOrigin(Request request, Origin.Protocol protocol) {
                    TargetUrl url = (TargetUrl)
                            Objects.requireNonNull(request.getAttributes().get(TARGET));
                    String host = url.host().toLowerCase(Locale.ROOT);
                    Origin.Address address = new Origin.Address(host, normalizePort(url.scheme(), url.port()));
                    return new Origin(url.scheme(), address, null, protocol, request.getTransport());
                }
            };
            started.setHttpCookieStore(new HttpCookieStore.Empty());
            configuration.accept(started);
            try {
                started.start();
                // Responses are used as they are: without authentication and without decoding.
                started.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
                started.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
                started.getContentDecoderFactories().clear();
            } catch (Exception e) {
                throw new IllegalStateException(description + " did not start", e);
            }
            client = started;
        }
        return started;
    }

    @Override
    public synchronized void close() {
        HttpClient started = client;
        if (started != null) {
            try {
                started.stop();
            } catch (Exception e) {
                throw new IllegalStateException(description + " did not stop", e);
            }
        }
    }
}
