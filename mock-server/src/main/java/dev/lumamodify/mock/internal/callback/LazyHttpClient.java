package dev.lumamodify.mock.internal.callback;

import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.jspecify.annotations.Nullable;

/** A client for calls to the outside, started with the first of them: most servers make none of its kind. */
public final class LazyHttpClient implements AutoCloseable {
    private final String what;
    private final Consumer<HttpClient> settings;
    private @Nullable HttpClient client;

    /**
     * @param what begins the message of a failure
     */
    public LazyHttpClient(String what, Consumer<HttpClient> settings) {
        this.what = what;
        this.settings = settings;
    }

    public synchronized HttpClient client() {
        HttpClient started = client;
        if (started == null) {
            started = new HttpClient();
            started.setHttpCookieStore(new HttpCookieStore.Empty());
            settings.accept(started);
            try {
                started.start();
                // What is answered is taken as it is: no challenge is looked for and nothing is unpacked.
                started.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
                started.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
                started.getContentDecoderFactories().clear();
            } catch (Exception e) {
                throw new IllegalStateException(what + " did not start", e);
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
                throw new IllegalStateException(what + " did not stop", e);
            }
        }
    }
}
