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

/** Posts JSON to strangers: once each, no redirects, no cookies, no kept connections. */
public final class CallbackSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);

    /** The HTTP status of the answer or, if there was none, why. */
    record Result(@Nullable Integer status, @Nullable String failure) {}

    private final Map<Object, CompletableFuture<Result>> underWay = new ConcurrentHashMap<>();
    private final LazyHttpClient outgoing = new LazyHttpClient("The callback client", CallbackSender::settings);

    /** Posts. The future always ends with a result. */
    CompletableFuture<Result> post(String url, Map<String, String> headers, byte[] body, Duration timeout) {
        CompletableFuture<Result> posted = new CompletableFuture<>();
        Object token = new Object();
        underWay.put(token, posted);
        try {
            outgoing.client()
                    .newRequest(url)
                    .method(HttpMethod.POST)
                    .headers(fields -> {
                        // A kept connection may be closed by the receiver just as the next delivery is written to it.
                        fields.put(HttpHeader.CONNECTION, "close");
                        headers.forEach((name, value) -> fields.put(new HttpField(name, value)));
                    })
                    .body(new BytesRequestContent("application/json", body))
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .send(result -> posted.complete(
                            result.isFailed()
                                    ? new Result(null, inWords(result.getFailure()))
                                    : new Result(result.getResponse().getStatus(), null)));
        } catch (RuntimeException e) {
            posted.complete(new Result(null, inWords(e)));
        }
        return posted.whenComplete((result, failure) -> underWay.remove(token));
    }

    private static String inWords(Throwable failure) {
        return failure instanceof EOFException
                ? "EOFException: the connection was closed before an answer"
                // Jetty goes on with all it knows of the connection.
                : failure.toString().replaceFirst(" on oej.*", "");
    }

    private static void settings(HttpClient client) {
        client.setName("luma-modify-mock-callbacks");
        client.setFollowRedirects(false);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "luma-modify-mock-server"));
        client.setMaxConnectionsPerDestination(256);
        client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
        client.setDestinationIdleTimeout(10_000);
    }

    /** Waits for what is under way, but not for ever. */
    public void finish(Duration patience) {
        CompletableFuture<?> all = CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} callbacks were still under way at the end", underWay.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
