package consumer;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.TaskRecord;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Uploads a video, submits it, waits for the task and downloads the result, with a small server in the same process. Verifies that
 * there is one OkHttp. If the system property {@code refusal} is set, verifies that the client cannot be built instead.
 */
public final class Main {
    private static final String ENVELOPE = "{\"code\":200,\"msg\":\"success\",\"data\":%s}";
    private static final String TASK = "{\"taskId\":\"t\",\"paramJson\":\"{}\",\"createTime\":1,\"completeTime\":2,\"successFlag\":1,"
            + "\"response\":{\"taskId\":\"t\",\"originUrls\":[],\"resultUrls\":[\"%s\"]}}";
    private static final String UPLOADED =
            "{\"success\":true,\"code\":200,\"msg\":\"\",\"data\":{\"downloadUrl\":\"https://example.com/input.mp4\"}}";

    public static void main(String[] args) throws Exception {
        String refusal = System.getProperty("refusal", "");
        if (refusal.isEmpty()) {
            checkClassPath();
            use();
        } else {
            checkRefusal(refusal);
        }
    }

    private static void checkClassPath() {
        List<URL> okHttp = Main.class
                .getClassLoader()
                .resources("okhttp3/OkHttpClient.class")
                .toList();
        check(okHttp.size() == Integer.getInteger("okhttps", 1), "OkHttp is in " + okHttp);
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        check(entries.length <= Integer.getInteger("max.entries", Integer.MAX_VALUE), List.of(entries).toString());
    }

    private static void checkRefusal(String refusal) {
        try (LumaModify luma = LumaModify.builder()
                .apiKey("key")
                .proxyCredentials("user", "password")
                .build()) {
            throw new AssertionError("works: " + luma);
        } catch (IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            check(message.matches(".* or later is required, but " + refusal + ": set the version of .*"), message);
            System.out.println("Refused: " + message);
        }
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    private static void use() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        respond(server, "/api/file-stream-upload", UPLOADED);
        respond(server, "/api/v1/modify/generate", ENVELOPE.formatted("{\"taskId\":\"t\"}"));
        respond(server, "/api/v1/modify/record-info", ENVELOPE.formatted(TASK.formatted(url + "/result.mp4")));
        respond(server, "/result.mp4", "a video");
        server.start();
        Path folder = Files.createTempDirectory("consumer");
        try (LumaModify luma = LumaModify.builder().apiKey("key").baseUrl(url).build()) {
            Path video = Files.writeString(folder.resolve("input.mp4"), "\0\0\0\u0010ftypisom\0\0\0\0");
            WaitOptions fastPolling = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofMillis(1));
            TaskRecord task = luma.modifyAndAwaitCompletion(video, "Turn the street into a canal", fastPolling);
            List<Path> files = luma.download(task, folder);
            check(Files.readString(files.get(0)).equals("a video"), "unexpected content");
            System.out.println("Used by " + Main.class.getModule() + ": " + files.get(0).getFileName());
            Files.delete(files.get(0));
            Files.delete(video);
        } finally {
            Files.delete(folder);
            server.stop(0);
        }
    }

    private static void respond(HttpServer server, String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
