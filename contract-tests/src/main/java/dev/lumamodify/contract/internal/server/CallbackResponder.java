package dev.lumamodify.contract.internal.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/** Responds to a callback attempt. A responder that does nothing drops the connection. */
public interface CallbackResponder {
    void respond(HttpExchange exchange) throws IOException;

    /** Returns a responder that sends a status and no body. */
    static CallbackResponder status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Returns a responder that redirects to another URL. */
    static CallbackResponder redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Returns a responder that waits and then sends a status. */
    static CallbackResponder delayed(TargetClock clock, Duration delay, int status) {
        return exchange -> {
            clock.sleep(delay);
            exchange.sendResponseHeaders(status, -1);
        };
    }
}
