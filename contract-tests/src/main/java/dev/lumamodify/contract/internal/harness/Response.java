package dev.lumamodify.contract.internal.harness;

import dev.lumamodify.contract.internal.spec.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An HTTP response, together with its request. Thread-safe. */
public final class Response {
    /** The HTTP status of a successful response. */
    public static final int OK = 200;

    private final Request request;
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Duration latency;

    /** Parsed once, because many checks read it. */
    private volatile @Nullable JsonNode json;

    /**
     * Creates a response.
     *
     * @param headers the values by name; names are in lower case
     */
    public Response(Request request, int status, Map<String, List<String>> headers, byte[] body) {
        this(request, status, headers, body, Duration.ZERO);
    }

    /**
     * Creates a response.
     *
     * @param headers the values by name; names are in lower case
     * @param latency the time from the beginning of the request to the end of the response
     */
    public Response(Request request, int status, Map<String, List<String>> headers, byte[] body, Duration latency) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.latency = latency;
    }

    public Request request() {
        return request;
    }

    public int status() {
        return status;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    public Duration latency() {
        return latency;
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body as JSON, or a missing node if it is not valid JSON. */
    public JsonNode json() {
        JsonNode parsed = json;
        if (parsed == null) {
            parsed = Json.parse(body);
            json = parsed;
        }
        return parsed;
    }

    /** Returns the {@code code} of the envelope, or -1 if there is none. */
    public int code() {
        JsonNode code = json().path("code");
        return code.isInt() ? code.asInt() : -1;
    }

    public JsonNode data() {
        return json().path("data");
    }

    /** Returns whether the code is 200. */
    public boolean accepted() {
        return code() == ResultCode.SUCCESS;
    }

    /** Returns the task id of an accepted create request, or null. */
    public @Nullable String taskId() {
        JsonNode id = data().path("taskId");
        return accepted() && id.isString() && !id.asString().isBlank() ? id.asString() : null;
    }

    @Override
    public String toString() {
        return "HTTP " + status + " " + text();
    }
}
