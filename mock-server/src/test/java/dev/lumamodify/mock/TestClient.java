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

/** Sends requests to a server over HTTP and parses the responses with a JSON parser of its own. */
public final class TestClient {
    static final String GENERATE = "/api/v1/modify/generate";
    public static final String RECORD_INFO = "/api/v1/modify/record-info";
    static final String CREDITS = "/api/v1/chat/credit";
    public static final String DOWNLOAD_URL = "/api/v1/common/download-url";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** The body of a valid create request without a callback. */
    public static final String VALID_REQUEST = "{\"prompt\":\"At night\",\"videoUrl\":\"https://example.com/a.mp4\"}";

    private final String url;

    public TestClient(MockServer server) {
        this(server.url());
    }

    public TestClient(String url) {
        this.url = url;
    }

    /** Returns the body of a valid create request with a callback. */
    public static String validRequest(String callBackUrl) {
        return VALID_REQUEST.replace("}", ",\"callBackUrl\":\"" + callBackUrl + "\"}");
    }

    /** A response with its parsed body. */
    public record Response(int status, HttpResponse<String> http, JsonNode body) {
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

    public Response create(String json, String... headers) {
        return send(
                "POST", GENERATE, BodyPublishers.ofString(json), prepend(headers, "Content-Type", "application/json"));
    }

    public Response createBytes(byte[] body, String... headers) {
        return send("POST", GENERATE, BodyPublishers.ofByteArray(body), headers);
    }

    /** Creates a task and returns its id. Throws an {@link AssertionError} if the server rejects the request. */
    public String createTask(String json, String... headers) {
        Response response = create(json, headers);
        if (response.code() != 200) {
            throw new AssertionError("No task was created: " + response.body());
        }
        return response.data().path("taskId").asString();
    }

    public Response read(String taskId, String... headers) {
        return send("GET", RECORD_INFO + "?taskId=" + taskId, BodyPublishers.noBody(), headers);
    }

    /** Sends a request to the admin API. Sends an API key only if it is among the headers. */
    public Response sendAdmin(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/__mock" + path))
                .method(method, BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Returns the response body of a GET request to the admin API. */
    public JsonNode getAdmin(String path) {
        return sendAdmin("GET", path, "").body();
    }

    /** Sends a request. Uses the API key {@code test} unless the headers contain another. */
    public Response send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Authorization", "Bearer test");
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Prefer")) {
                request.header(headers[i], headers[i + 1]);
            } else {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return send(request.build());
    }

    static Response send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Response(response.statusCode(), response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String[] prepend(String[] headers, String... more) {
        String[] all = new String[headers.length + more.length];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(headers, 0, all, more.length, headers.length);
        return all;
    }
}
