package dev.lumamodify.benchmark.client;

import com.sun.management.ThreadMXBean;
import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.BaselineServer;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;
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

/**
 * Measures the time and memory that the client adds to a call. The baseline is OkHttp, which sends the same request to the same
 * server and reads the response without decoding it.
 */
public final class ClientOverhead {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS_PER_BATCH = 200;
    /** After this many batches the compiler makes neither side faster. */
    private static final int WARM_UP_BATCHES = 150;

    private record Cost(double microseconds, double kilobytes) {}

    private ClientOverhead() {}

    public static void measure(ResultTable results, double scale) {
        int rounds = Math.max(3, (int) (60 * scale));
        OkHttpClient okHttp = new OkHttpClient();
        try (ServerProcess server = Servers.baseline(BaselineServer.Library.JETTY);
                LumaModify client = LumaModify.builder()
                        .apiKey("benchmark")
                        .baseUrl(server.url().toString())
                        .build()) {
            String taskId = RawRequests.taskId(LoadGenerator.send(server.url(), RawRequests.recordInfo("any")));
            String recordInfo = RawRequests.RECORD_INFO_PATH + "?taskId=" + taskId;
            compare(
                    results,
                    "getTask",
                    rounds,
                    () -> client.getTask(taskId),
                    () -> fetch(okHttp, request(server, recordInfo).build()));
            ModifyRequest create = ModifyRequest.builder()
                    .prompt(RawRequests.PROMPT)
                    .videoUrl(RawRequests.VIDEO_URL)
                    .build();
            byte[] body = RawRequests.createBody(RawRequests.PROMPT, "").getBytes(StandardCharsets.US_ASCII);
            MediaType json = MediaType.get("application/json");
            compare(
                    results,
                    "modify",
                    rounds,
                    () -> client.modify(create),
                    () -> fetch(
                            okHttp,
                            request(server, RawRequests.CREATE_PATH)
                                    .post(RequestBody.create(body, json))
                                    .build()));
        } finally {
            okHttp.dispatcher().executorService().shutdown();
            okHttp.connectionPool().evictAll();
        }
    }

    private static Request.Builder request(ServerProcess server, String path) {
        return new Request.Builder().url(server.url() + path).header("Authorization", "Bearer benchmark");
    }

    private static void compare(
            ResultTable results, String method, int rounds, Runnable clientCall, Runnable okHttpCall) {
        for (int i = 0; i < WARM_UP_BATCHES; i++) {
            meanCost(clientCall);
            meanCost(okHttpCall);
        }
        List<Cost> clientCosts = new ArrayList<>();
        List<Cost> okHttpCosts = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            clientCosts.add(meanCost(clientCall));
            okHttpCosts.add(meanCost(okHttpCall));
        }
        results.addRatioWithMax(method, "µs", times(clientCosts), "plain OkHttp", times(okHttpCosts), 1.05);
        double extraKilobytes = medianKilobytes(clientCosts) - medianKilobytes(okHttpCosts);
        results.addValueWithMax(method + ", memory allocated per call beyond plain OkHttp", "kB", extraKilobytes, 4);
    }

    private static List<Double> times(List<Cost> costs) {
        return costs.stream().map(Cost::microseconds).toList();
    }

    private static double medianKilobytes(List<Cost> costs) {
        return ResultTable.median(costs.stream().map(Cost::kilobytes).toList());
    }

    /** Returns the mean cost of a call. The memory is that of the calling thread alone. */
    private static Cost meanCost(Runnable call) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        for (int i = 0; i < CALLS_PER_BATCH; i++) {
            call.run();
        }
        double nanos = System.nanoTime() - started;
        double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        return new Cost(nanos / 1e3 / CALLS_PER_BATCH, bytes / 1024.0 / CALLS_PER_BATCH);
    }

    private static void fetch(OkHttpClient okHttp, Request request) {
        try (Response response = okHttp.newCall(request).execute()) {
            if (response.body().bytes().length == 0) {
                throw new IllegalStateException("The response is empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
