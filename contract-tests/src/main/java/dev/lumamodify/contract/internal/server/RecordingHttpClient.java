package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Raw HTTP to the server under test. Keeps every exchange, for the laws that hold for all of them. */
public final class RecordingHttpClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final @Nullable SubmissionBudget budget;
    private final List<Response> journal = new CopyOnWriteArrayList<>();

    public RecordingHttpClient(URI base) {
        this(base, null);
    }

    RecordingHttpClient(URI base, @Nullable SubmissionBudget budget) {
        this.budget = budget;
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** Every answer so far, in order of arrival. */
    public List<Response> journal() {
        return journal;
    }

    /** Sends once, never again by itself. No answer is a broken promise: every request of this suite deserves one. */
    public Response send(Request call) {
        Response answer = attempt(call);
        journal.add(answer);
        return answer;
    }

    /** Sends something that nobody promised to answer well: the answer is not kept. */
    public Response attempt(Request call) {
        if (budget == null) {
            return exchange(call);
        }
        budget.take(call);
        Response answer = null;
        try {
            answer = exchange(call);
            return answer;
        } finally {
            budget.settle(call, answer);
        }
    }

    private Response exchange(Request call) {
        try {
            var response = HTTP.send(request(call), BodyHandlers.ofByteArray());
            return new Response(
                    call,
                    response.statusCode(),
                    response.headers().map(),
                    response.body() == null ? new byte[0] : response.body());
        } catch (IOException e) {
            throw new CheckFailure("was not answered: " + reason(e), call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "nobody listens there, or nobody who can be reached";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private HttpRequest request(Request call) {
        var builder = HttpRequest.newBuilder(URI.create(base + call.path())).timeout(PATIENCE);
        call.headers().forEach(header -> builder.header(header.name(), header.value()));
        byte[] body = call.body();
        if (body == null) {
            return builder.method(call.method(), BodyPublishers.noBody()).build();
        }
        var publisher = call.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
        return builder.method(call.method(), publisher).build();
    }

    URI base() {
        return base;
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
