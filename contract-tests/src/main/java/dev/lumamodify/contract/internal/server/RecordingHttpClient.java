package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the server under test and records every response, for the checks that apply to all of them. Never
 * retries and never follows a redirect. Thread-safe.
 */
public final class RecordingHttpClient {
    /** Longer than the 30 seconds in which the file service fetches a file. */
    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private static final int CONTENT_TOO_LARGE = 413;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final UnaryOperator<String> urls;
    private final @Nullable SubmissionBudget budget;
    private final TargetClock clock;
    private final List<Response> responses = new CopyOnWriteArrayList<>();

    public RecordingHttpClient(URI baseUrl) {
        this(path -> path.startsWith("http") ? path : baseUrl + path, null, TargetClock.system());
    }

    /**
     * Creates a client.
     *
     * @param urls returns the URL of a path
     * @param clock measures the latencies
     */
    RecordingHttpClient(UnaryOperator<String> urls, @Nullable SubmissionBudget budget, TargetClock clock) {
        this.clock = clock;
        this.budget = budget;
        this.urls = urls;
    }

    /** Returns every recorded response, oldest first. */
    public List<Response> responses() {
        return responses;
    }

    /**
     * Sends a request once and records the response, unless its HTTP status is 413: that may come from a proxy in front
     * of the server. Throws a {@link CheckFailure} if there is no response within 45 seconds, and a
     * {@link LocalResourceException} if this machine cannot connect.
     */
    public Response send(Request request) {
        Response response = sendUnrecorded(request);
        if (response.status() != CONTENT_TOO_LARGE) {
            responses.add(response);
        }
        return response;
    }

    /** Sends a request whose response may be of any kind, so it is not recorded. */
    public Response sendUnrecorded(Request request) {
        if (budget == null) {
            return exchange(request);
        }
        budget.reserve(request);
        Response response = null;
        try {
            response = exchange(request);
            return response;
        } finally {
            budget.settle(request, response);
        }
    }

    private Response exchange(Request request) {
        Instant started = clock.now();
        try {
            var response = HTTP.send(httpRequest(request), BodyHandlers.ofByteArray());
            return new Response(
                    request,
                    response.statusCode(),
                    response.headers().map(),
                    response.body() == null ? new byte[0] : response.body(),
                    Duration.between(started, clock.now()));
        } catch (IOException e) {
            LocalResourceException.throwIfReasonOf(e);
            throw new CheckFailure("No response: " + reason(e), request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "the connection was refused";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private HttpRequest httpRequest(Request request) {
        var builder =
                HttpRequest.newBuilder(URI.create(urls.apply(request.path()))).timeout(TIMEOUT);
        request.headers().forEach(header -> builder.header(header.name(), header.value()));
        byte[] body = request.body();
        if (body == null) {
            return builder.method(request.method(), BodyPublishers.noBody()).build();
        }
        var publisher = request.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
        return builder.method(request.method(), publisher).build();
    }
}
