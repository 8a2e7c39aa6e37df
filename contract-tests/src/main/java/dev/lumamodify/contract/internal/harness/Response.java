package dev.lumamodify.contract.internal.harness;

import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.spec.Document;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What came back for a call. */
public final class Response {
    public static final int OK = 200;

    private final Request call;
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /** Read once, for many laws ask. */
    private volatile @Nullable JsonNode json;

    public Response(Request call, int status, Map<String, List<String>> headers, byte[] body) {
        this.call = call;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public Request call() {
        return call;
    }

    public int status() {
        return status;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return RecordingHttpClient.text(body);
    }

    /** The body as JSON, or a missing node if it is none. */
    public JsonNode json() {
        JsonNode known = json;
        if (known == null) {
            known = parsed();
            json = known;
        }
        return known;
    }

    private JsonNode parsed() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : Document.JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The {@code code} of the envelope, or -1 if there is none. */
    public int code() {
        JsonNode code = json().path("code");
        return code.isInt() ? code.asInt() : -1;
    }

    public JsonNode data() {
        return json().path("data");
    }

    public boolean accepted() {
        return code() == OK;
    }

    /** The id in an accepted create, or null. */
    public @Nullable String taskId() {
        JsonNode id = data().path("taskId");
        return accepted() && id.isString() && !id.asString().isBlank() ? id.asString() : null;
    }

    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String toString() {
        String text = text();
        return "HTTP " + status + " " + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
