package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.Json;
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
 * The training run for the class-data archive (CDS). Starts the server, sends one request per operation and exits. The
 * build runs it with a JVM that archives the loaded classes.
 */
final class CdsTraining {
    private CdsTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // With a long task duration, no callback of an example is sent.
        String url = start("--port", "0", "--task-duration", "1h", "--quiet");
        for (Map.Entry<String, JsonNode> path :
                Json.parseYaml(BundledDocument.text()).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode bodies = method.getValue().at("/requestBody/content/application~1json/examples");
                String body = bodies.isEmpty()
                        ? ""
                        : bodies.iterator().next().path("value").toString();
                send(method.getKey().toUpperCase(Locale.ROOT), url + path.getKey() + "?taskId=unknown", body);
            }
        }
        System.exit(0);
    }

    /** Starts the server and returns its URL, which it prints. */
    private static String start(String... args) {
        PrintStream out = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        Main.main(args);
        System.setOut(out);
        String line =
                captured.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        return line.substring(line.indexOf("http://"));
    }

    private static void send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer training")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        String response = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        if (!response.contains("\"code\"")) {
            throw new IllegalStateException("Unexpected response to " + method + " " + url + ": " + response);
        }
    }
}
