package dev.lumamodify.mock.internal.callback;

import java.io.EOFException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends callbacks, each on a new connection. Follows no redirects and keeps no cookies. */
public final class CallbackSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);

    /** The HTTP status of a response; or, if there was no response, the reason. */
    record Result(@Nullable Integer status, @Nullable String failure) {}

    private final Map<Object, CompletableFuture<Result>> inFlight = new ConcurrentHashMap<>();
    private final LazyHttpClient http = new LazyHttpClient("The HTTP client for callbacks", CallbackSender::configure);

    /** Sends a callback. The future completes with a result, never with an exception. */
    CompletableFuture<Result> send(String url, Map<String, String> headers, byte[] body, Duration timeout) {
        CompletableFuture<Result> sent = new CompletableFuture<>();
        Object token = new Object();
        inFlight.put(token, sent);
        try {
            http.get()
                    .newRequest(url)
                    .method(HttpMethod.POST)
                    .headers(fields -> {
                        // A receiver may close a kept connection just when the next callback is written to it.
                        fields.put(HttpHeader.CONNECTION, "close");
                        headers.forEach((name, value) -> fields.put(new HttpField(name, value)));
                    })
                    .body(new BytesRequestContent("application/json", body))
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .send(result -> sent.complete(
                            result.isFailed()
                                    ? new Result(null, describe(result.getFailure()))
                                    : new Result(result.getResponse().getStatus(), null)));
        } catch (RuntimeException e) {
            sent.complete(new Result(null, describe(e)));
        }
        return sent.whenComplete((result, failure) -> inFlight.remove(token));
    }

    private static String describe(Throwable failure) {
        return failure instanceof EOFException
                ? "EOFException: the connection was closed before a response"
                // Removes Jetty's description of the connection.
                : failure.toString().replaceFirst(" on oej.*", "");
    }

    private static void configure(HttpClient client) {
        client.setName("luma-modify-mock-callbacks");
        client.setFollowRedirects(false);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "luma-modify-mock-server"));
        client.setMaxConnectionsPerDestination(256);
        client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
        client.setDestinationIdleTimeout(10_000);
    }

    /** Waits for the callbacks in flight, at most for the timeout. */
    public void awaitInFlight(Duration timeout) {
        CompletableFuture<?> all = CompletableFuture.allOf(inFlight.values().toArray(CompletableFuture[]::new));
        try {
            all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The server stops while {} callbacks are in flight", inFlight.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
