package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.TASK_ID;

import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** Tasks with results, the responses of a file host, and the files that a download leaves behind. */
final class ResultFiles {
    static final String VIDEO = "0123456789".repeat(100_000);

    private ResultFiles() {}

    static TaskRecord task(String... resultUrls) {
        TaskResults results = new TaskResults(TASK_ID, List.of(), List.of(resultUrls));
        return new TaskRecord(TASK_ID, "{}", 1L, 2L, TaskStatus.SUCCESS, results, null, null);
    }

    static MockResponse.Builder file(String content) {
        return new MockResponse.Builder().addHeader("ETag", "\"v1\"").body(content);
    }

    /** Returns a response whose connection is closed before the end of the video. */
    static MockResponse interrupted() {
        return file(VIDEO).onResponseBody(new SocketEffect.CloseSocket()).build();
    }

    static MockResponse partial(String contentRange, String content) {
        return new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", contentRange)
                .body(content)
                .build();
    }

    /** Returns the requested range of the video. A request without a range is interrupted. */
    static MockResponse requestedPart(RecordedRequest request) {
        String range = request.getHeaders().get("Range");
        if (range == null) {
            return interrupted();
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        return partial("bytes " + from + "-999999/1000000", VIDEO.substring(from));
    }

    static MockResponse redirect(String location) {
        return new MockResponse.Builder()
                .code(302)
                .addHeader("Location", location)
                .build();
    }

    static String rangeHeader(ScriptedServer server, int request) {
        return Objects.requireNonNull(server.requests.get(request).getHeaders().get("Range"));
    }

    static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
