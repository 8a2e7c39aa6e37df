package dev.lumamodify.contract.internal.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A callback URL, with the attempts that it received. Thread-safe. */
public final class CallbackEndpoint {
    private final String url;
    private final List<CallbackResponder> responders;
    private final List<CallbackAttempt> attempts = new CopyOnWriteArrayList<>();
    private volatile Runnable onAttempt = () -> {};

    /**
     * Creates an endpoint.
     *
     * @param responders respond to the first attempt, the second, and so on; the last one responds to all further
     *     attempts
     */
    CallbackEndpoint(String url, List<CallbackResponder> responders) {
        this.url = url;
        this.responders = responders;
    }

    public String url() {
        return url;
    }

    /** Returns the attempts so far, oldest first. */
    public List<CallbackAttempt> attempts() {
        return attempts;
    }

    /** Sets an action that runs during each attempt, before the response. */
    void onAttempt(Runnable action) {
        onAttempt = action;
    }

    void receive(CallbackAttempt attempt, HttpExchange exchange) throws IOException {
        int index;
        synchronized (this) {
            index = attempts.size();
            attempts.add(attempt);
        }
        onAttempt.run();
        responders.get(Math.min(index, responders.size() - 1)).respond(exchange);
    }
}
