package dev.lumamodify.mock;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server as a stranger would: over HTTP, with a JSON reader of its own. */
public final class TestClient {
    static final String GENERATE = "/api/v1/modify/generate";
    public static final String RECORD_INFO = "/api/v1/modify/record-info";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** A lawful create. */
    public static final String LAWFUL = "{\"prompt\":\"At night\",\"videoUrl\":\"https://example.com/a.mp4\"}";

    private final String url;

    public TestClient(MockServer server) {
        this(server.url());
    }

    public TestClient(String url) {
        this.url = url;
    }

    /** A lawful create with a callback. */
    public static String lawful(String callBackUrl) {
        return LAWFUL.replace("}", ",\"callBackUrl\":\"" + callBackUrl + "\"}");
    }

    /** What came back. */
    public record Reply(int status, HttpResponse<String> http, JsonNode body) {
        public int code() {
            return body.path("code").asInt();
        }

        public String msg() {
            return body.path("msg").asString();
        }

        public JsonNode data() {
            return body.path("data");
        }
    }

    public Reply create(String json, String... headers) {
        return send("POST", GENERATE, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    public Reply createBytes(byte[] body, String... headers) {
        return send("POST", GENERATE, BodyPublishers.ofByteArray(body), headers);
    }

    public String createdId(String json, String... headers) {
        Reply reply = create(json, headers);
        if (reply.code() != 200) {
            throw new AssertionError("Not created: " + reply.body());
        }
        return reply.data().path("taskId").asString();
    }

    public Reply look(String taskId, String... headers) {
        return send("GET", RECORD_INFO + "?taskId=" + taskId, BodyPublishers.noBody(), headers);
    }

    /** Asks the admin API; no key is sent unless the headers name one. */
    public Reply admin(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/__mock" + path))
                .method(method, BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public JsonNode ask(String path) {
        return admin("GET", path, "").body();
    }

    /** Sends with the key {@code test}, unless the headers name another. */
    public Reply send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Authorization", "Bearer test");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String[] with(String[] headers, String... more) {
        String[] all = new String[headers.length + more.length];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(headers, 0, all, more.length, headers.length);
        return all;
    }
}
