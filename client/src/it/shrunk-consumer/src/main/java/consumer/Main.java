package consumer;

import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.SubmissionOutcomeUnknownException;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Uses the client after ProGuard has shrunk, optimized and obfuscated it, with a small server in the same process. */
public final class Main {
    private static final String ENVELOPE = "{\"code\":200,\"msg\":\"success\",\"data\":%s}";
    private static final String TASK = "{\"taskId\":\"t\",\"paramJson\":\"{}\",\"createTime\":1,\"completeTime\":2,\"successFlag\":1,"
            + "\"response\":{\"taskId\":\"t\",\"originUrls\":[],\"resultUrls\":[\"%s\"]}}";
    private static final String UPLOADED =
            "{\"success\":true,\"code\":200,\"msg\":\"\",\"data\":{\"downloadUrl\":\"https://example.com/input.mp4\"}}";
    private static final ModifyRequest REQUEST = ModifyRequest.builder()
            .prompt("Turn the street into a canal")
            .videoUrl("https://example.com/input.mp4")
            .build();

    public static void main(String[] args) throws Exception {
        submissionIsSentOnce();
        taskIsDownloaded();
        moshiFindsTheAdapters();
        System.out.println("The shrunk client works.");
    }

    /** OkHttp would repeat a POST after this response. */
    private static void submissionIsSentOnce() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = start();
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        try (LumaModify luma = client(server)) {
            if (luma.getClass().getName().endsWith("HttpLumaModify")) {
                throw new AssertionError("the client is not obfuscated");
            }
            luma.modify(REQUEST);
            throw new AssertionError("no exception");
        } catch (SubmissionOutcomeUnknownException e) {
            if (requests.get() != 1) {
                throw new AssertionError(requests + " submissions", e);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void taskIsDownloaded() throws Exception {
        HttpServer server = start();
        respond(server, "/api/file-stream-upload", UPLOADED);
        respond(server, "/api/v1/modify/generate", ENVELOPE.formatted("{\"taskId\":\"t\"}"));
        respond(server, "/api/v1/modify/record-info", ENVELOPE.formatted(TASK.formatted(url(server) + "/result.mp4")));
        respond(server, "/result.mp4", "a video");
        Path folder = Files.createTempDirectory("consumer");
        try (LumaModify luma = client(server)) {
            WaitOptions fastPolling = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofMillis(1));
            Path video = Files.writeString(folder.resolve("input.mp4"), "\0\0\0\u0010ftypisom\0\0\0\0");
            TaskRecord task =
                    luma.modifyAndAwaitCompletion(video, "Turn the street into a canal", fastPolling);
            Path file = luma.download(task, folder).get(0);
            if (!Files.readString(file).equals("a video") || !task.toString().contains("result.mp4")) {
                throw new AssertionError(task);
            }
            Files.delete(file);
            Files.delete(video);
        } finally {
            Files.delete(folder);
            server.stop(0);
        }
    }

    private static void moshiFindsTheAdapters() throws Exception {
        ResultCode code = new Moshi.Builder().build().adapter(ResultCode.class).fromJson("429");
        String name = switch (code.constant()) {
            case RATE_LIMITED -> "rate limited";
            default -> "another";
        };
        if (!name.equals("rate limited") || !code.equals(ResultCode.RATE_LIMITED)) {
            throw new AssertionError(code);
        }
    }

    private static LumaModify client(HttpServer server) {
        return LumaModify.builder().apiKey("key").baseUrl(url(server)).build();
    }

    private static HttpServer start() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
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
