package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.SubmissionRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with SIGKILL while it submits, and continues with its store. The property {@code crash.rounds} sets the
 * number of kills.
 */
class SubmissionCrashTest {
    private static final int SUBMISSIONS = 200;
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

    @TempDir
    Path folder;

    /** Submits all requests that are not in the store. Is the main class of the process that is killed. */
    static final class Program {
        private Program() {}

        /** Runs with the URL of the server and the path of the store. */
        public static void main(String[] args) {
            submitTheRest(args[0], Path.of(args[1]));
        }

        static UnfinishedSubmissions submitTheRest(String url, Path store) {
            try (LumaModify luma = LumaModify.builder()
                    .apiKey("key")
                    .baseUrl(url)
                    .submissionRateLimiter(RateLimiter.UNLIMITED)
                    .submissionStore(store)
                    .build()) {
                Set<String> known = digests(luma.unfinished());
                List<CompletableFuture<String>> submissions = new ArrayList<>();
                for (int i = 0; i < SUBMISSIONS; i++) {
                    if (!known.contains(SubmissionRecord.digest(request(i)))) {
                        submissions.add(luma.modifyAsync(request(i)));
                    }
                }
                submissions.forEach(CompletableFuture::join);
                return luma.unfinished();
            }
        }
    }

    private static ModifyRequest request(int number) {
        return ModifyRequest.builder()
                .prompt("submission " + number)
                .videoUrl("https://example.com/input.mp4")
                .build();
    }

    private static Set<String> digests(UnfinishedSubmissions unfinished) {
        Set<String> digests = new HashSet<>();
        unfinished.tasks().values().forEach(submission -> digests.add(submission.requestDigest()));
        unfinished.unknown().forEach(submission -> digests.add(submission.requestDigest()));
        return digests;
    }

    @Test
    void everyTaskIsKnownOrListedAsUnknownAfterAKill() throws Exception {
        int unknown = 0;
        for (int round = 0; round < ROUNDS; round++) {
            unknown += killAndContinue(
                    folder.resolve("store" + round), 1 + round * (SUBMISSIONS - 10) / Math.max(1, ROUNDS - 1));
        }
        System.out.printf(
                "Crashes: %d kills in %d submissions each; %d submissions of unknown outcome%n",
                ROUNDS, SUBMISSIONS, unknown);
    }

    /** Returns the number of submissions whose outcome is unknown after the kill. */
    private static int killAndContinue(Path file, int requestsBeforeTheKill) throws Exception {
        Map<String, Integer> requests = new ConcurrentHashMap<>();
        Map<String, String> tasks = new ConcurrentHashMap<>();
        AtomicInteger received = new AtomicInteger();
        CompletableFuture<Process> child = new CompletableFuture<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.merge(body, 1, Integer::sum);
            int number = received.incrementAndGet();
            String taskId = "task" + number;
            tasks.put(taskId, body);
            if (number >= requestsBeforeTheKill) {
                // No response before the end, so that the process cannot end before.
                child.join().destroyForcibly().onExit().join();
            }
            byte[] response = ("{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + taskId + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            child.complete(start(url, file));
            assertThat(child.join().waitFor()).isNotZero();

            List<SubmissionRecord> unfinished;
            try (FileSubmissionStore store = FileSubmissionStore.open(file)) {
                unfinished = store.unfinished();
            }
            assertThat(requests).hasSizeBetween(requestsBeforeTheKill, SUBMISSIONS);
            Set<String> recorded = new HashSet<>();
            int unknown = 0;
            for (SubmissionRecord submission : unfinished) {
                recorded.add(submission.requestDigest());
                if (submission.taskId() == null) {
                    unknown++;
                } else {
                    assertThat(digest(tasks.getOrDefault(submission.taskId(), "{}")))
                            .isEqualTo(submission.requestDigest());
                }
            }
            assertThat(tasks.values()).allMatch(body -> recorded.contains(digest(body)));

            UnfinishedSubmissions end = Program.submitTheRest(url, file);
            assertThat(requests.values()).allMatch(count -> count == 1);
            assertThat(end.unknown()).hasSize(unknown);
            assertThat(end.tasks()).hasSize(SUBMISSIONS - unknown);
            return unknown;
        } finally {
            child.join().destroyForcibly();
            server.stop(0);
            threads.shutdown();
        }
    }

    private static String digest(String body) {
        try {
            return SubmissionRecord.digest(ModifyRequest.jsonAdapter().fromJson(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(String url, Path store) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        url,
                        store.toString())
                .inheritIO()
                .start();
    }
}
