package dev.lumamodify.mock.internal.callback;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends callbacks, each on a new connection. Follows no redirects and keeps no cookies. */
public final class CallbackSender implements AutoCloseable {
    private static final int MAX_RESPONSE_HEADERS = 16 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);

    /** How much of the body of a response is kept. */
    private static final int MAX_RESPONSE_BYTES = 4 << 10;

    /** A response; or, if there was none, the reason. If it is blocked, nothing was sent, because the host is not allowed. */
    record Result(
            @Nullable Integer status,
            @Nullable String failure,
            boolean blocked,
            Map<String, String> headers,
            String body) {
        static Result failed(String reason) {
            return new Result(null, reason, false, Map.of(), "");
        }

        static Result failed(Throwable failure) {
            return failure instanceof BlockedHostException
                    ? new Result(null, failure.getMessage(), true, Map.of(), "")
                    : failed(describe(failure));
        }

        static Result of(Response response, ByteArrayOutputStream body) {
            Map<String, String> headers = new LinkedHashMap<>();
            response.getHeaders()
                    .forEach(field -> headers.merge(
                            field.getName(), String.valueOf(field.getValue()), (one, other) -> one + ", " + other));
            return new Result(response.getStatus(), null, false, headers, body.toString(StandardCharsets.UTF_8));
        }
    }

    /** How many bytes of bodies may be in flight before callbacks are no longer sent again on demand. */
    private static final long MAX_BYTES_IN_FLIGHT = Runtime.getRuntime().maxMemory() / 16;

    private final Map<Request, CompletableFuture<Result>> inFlight = new ConcurrentHashMap<>();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private final LazyHttpClient http;

    public CallbackSender(AllowedHosts hosts) {
        http = new LazyHttpClient("The HTTP client for callbacks", client -> configure(client, hosts));
    }

    /** Returns whether the memory allows a callback beside those of the tasks that have just ended. */
    boolean hasRoom() {
        return bytesInFlight.get() < MAX_BYTES_IN_FLIGHT;
    }

    /** Sends a callback. The future completes with a result, never with an exception. */
    CompletableFuture<Result> send(String url, Map<String, String> headers, byte[] body, Duration timeout) {
        CompletableFuture<Result> sent = new CompletableFuture<>();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            Request request = http.newRequest(TargetUrl.parse("url", url))
                    .method(HttpMethod.POST)
                    .headers(fields -> {
                        // A receiver may close a kept connection just when the next callback is written to it.
                        fields.put(HttpHeader.CONNECTION, "close");
                        headers.forEach((name, value) -> fields.put(new HttpField(name, value)));
                    })
                    .body(new BytesRequestContent("application/json", body))
                    .onResponseContent((response, content) -> {
                        byte[] part = new byte[Math.min(content.remaining(), MAX_RESPONSE_BYTES - received.size())];
                        content.get(part).position(content.limit());
                        received.writeBytes(part);
                    })
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
            int size = body.length;
            bytesInFlight.addAndGet(size);
            CompletableFuture<Result> ended = sent.whenComplete((result, failure) -> {
                inFlight.remove(request);
                bytesInFlight.addAndGet(-size);
            });
            inFlight.put(request, ended);
            request.send(result -> sent.complete(
                    result.isFailed()
                            ? Result.failed(result.getFailure())
                            : Result.of(result.getResponse(), received)));
            return ended;
        } catch (RuntimeException e) {
            sent.complete(Result.failed(e));
            return sent;
        }
    }

    private static String describe(Throwable failure) {
        return failure instanceof EOFException
                ? "EOFException: the connection was closed before a response"
                // Removes Jetty's description of the connection.
                : failure.toString().replaceFirst(" on oej.*", "");
    }

    private static void configure(HttpClient client, AllowedHosts hosts) {
        client.setName("luma-modify-mock-callbacks");
        client.setSocketAddressResolver(new AllowedAddressResolver(client, hosts));
        client.setFollowRedirects(false);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "luma-modify-mock-server"));
        client.setMaxConnectionsPerDestination(256);
        client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
        client.setDestinationIdleTimeout(10_000);
        // They are recorded.
        client.setMaxResponseHeadersSize(MAX_RESPONSE_HEADERS);
    }

    /** Waits for the callbacks in flight, at most for the timeout, and aborts the rest. Returns how many that are. */
    public int drain(Duration timeout) {
        CompletableFuture<?> all = CompletableFuture.allOf(inFlight.values().toArray(CompletableFuture[]::new));
        try {
            all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Callbacks are still in flight", e);
        }
        List<Request> unfinished = List.copyOf(inFlight.keySet());
        for (Request request : unfinished) {
            CompletableFuture<?> unused = request.abort(new CancellationException("The server was reset or stopped"));
        }
        return unfinished.size();
    }

    @Override
    public void close() {
        http.close();
    }
}
