package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Starts the server from its command line, makes each call that the document shows, and ends. While the build runs this,
 * the JVM writes down the classes it loads; a server started with that archive finds them loaded.
 */
final class CdsTraining {
    private CdsTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // No callback of an example falls due.
        String url = start("--port", "0", "--task-duration", "1h", "--quiet");
        for (Map.Entry<String, JsonNode> path :
                Json.yaml(OpenApiDocument.text()).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode bodies = method.getValue().at("/requestBody/content/application~1json/examples");
                String body = bodies.isEmpty()
                        ? ""
                        : bodies.iterator().next().path("value").toString();
                call(method.getKey().toUpperCase(Locale.ROOT), url + path.getKey() + "?taskId=unknown", body);
            }
        }
        System.exit(0);
    }

    /** Returns where the server said it listens. */
    private static String start(String... args) {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        Main.main(args);
        System.setOut(out);
        String line = said.toString(StandardCharsets.UTF_8).strip();
        return line.substring(line.indexOf("http://"));
    }

    private static void call(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer rehearsal")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        if (!answer.contains("\"code\"")) {
            throw new IllegalStateException(method + " " + url + " was answered " + answer);
        }
    }
}
