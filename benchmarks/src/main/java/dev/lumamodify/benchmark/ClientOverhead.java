package dev.lumamodify.benchmark;

import com.sun.management.ThreadMXBean;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.ModifyRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What the client adds to a call: beside OkHttp that makes the same request, fetches the same bytes and reads nothing into them. */
final class ClientOverhead {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 200;
    /** As long as the compiler still made either faster. */
    private static final int WARM_UP = 150;

    private record Cost(double microseconds, double kilobytes) {}

    private ClientOverhead() {}

    static void measure(Report report, double scale) {
        int rounds = Math.max(3, (int) (60 * scale));
        OkHttpClient raw = new OkHttpClient();
        try (ServerProcess server = Servers.floor("jetty");
                LumaModify client = LumaModify.builder()
                        .apiKey("benchmark")
                        .baseUrl(server.url().toString())
                        .build()) {
            String taskId = Requests.taskId(Requests.call(server.url(), Requests.look("any")));
            compare(
                    report,
                    "task(id)",
                    rounds,
                    () -> client.getTask(taskId),
                    () -> fetch(
                            raw,
                            request(server, Requests.LOOK + "?taskId=" + taskId).build()));
            ModifyRequest create = ModifyRequest.builder()
                    .prompt(Requests.PROMPT)
                    .videoUrl(Requests.VIDEO)
                    .build();
            byte[] body = Requests.body(Requests.PROMPT, "").getBytes(StandardCharsets.US_ASCII);
            MediaType json = MediaType.get("application/json");
            compare(
                    report,
                    "modify",
                    rounds,
                    () -> client.modify(create),
                    () -> fetch(
                            raw,
                            request(server, Requests.CREATE)
                                    .post(RequestBody.create(body, json))
                                    .build()));
        } finally {
            raw.dispatcher().executorService().shutdown();
            raw.connectionPool().evictAll();
        }
    }

    private static Request.Builder request(ServerProcess server, String path) {
        return new Request.Builder().url(server.url() + path).header("Authorization", "Bearer benchmark");
    }

    private static void compare(Report report, String name, int rounds, Runnable ours, Runnable raw) {
        for (int i = 0; i < WARM_UP; i++) {
            cost(ours);
            cost(raw);
        }
        List<Cost> ourCosts = new ArrayList<>();
        List<Cost> rawCosts = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ourCosts.add(cost(ours));
            rawCosts.add(cost(raw));
        }
        report.atMost(name, "µs", times(ourCosts), "raw OkHttp", times(rawCosts), 1.05);
        double more = Report.median(ourCosts.stream().map(Cost::kilobytes).toList())
                - Report.median(rawCosts.stream().map(Cost::kilobytes).toList());
        report.atMost(name + ", allocated beyond raw OkHttp", "kB", more, 4);
    }

    private static List<Double> times(List<Cost> costs) {
        return costs.stream().map(Cost::microseconds).toList();
    }

    /** The mean cost of a call, on the thread that makes it. */
    private static Cost cost(Runnable call) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            call.run();
        }
        double nanos = System.nanoTime() - started;
        return new Cost(nanos / 1e3 / BATCH, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1024.0 / BATCH);
    }

    private static void fetch(OkHttpClient http, Request request) {
        try (Response response = http.newCall(request).execute()) {
            if (response.body().bytes().length == 0) {
                throw new IllegalStateException("An empty answer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
