package dev.lumamodify.mock.internal.callback;

import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.jspecify.annotations.Nullable;

/** An HTTP client that starts with its first use, because most servers never use it. Safe for use by several threads. */
public final class LazyHttpClient implements AutoCloseable {
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

    /** Returns the started client. Throws {@link IllegalStateException} if it does not start. */
    public synchronized HttpClient get() {
        HttpClient started = client;
        if (started == null) {
            started = new HttpClient();
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
