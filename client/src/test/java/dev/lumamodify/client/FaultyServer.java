package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** Answers as told, the last answer for ever, and remembers every request. */
final class FaultyServer implements AutoCloseable {
    static final String KEY = OutputCapture.MARKER + "key";
    static final String TASK = "774d9a7dd608a0e49293903095e45a4c";
    static final String ACCEPTED = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + TASK + "\"}}";
    static final ModifyRequest REQUEST = ModifyRequest.builder()
            .prompt("Turn the street into a canal")
            .videoUrl("https://example.com/input.mp4")
            .build();
    static final MockResponse CLOSED = new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket())
            .build();
    static final MockResponse STALLED = new MockResponse.Builder()
            .onResponseStart(SocketEffect.Stall.INSTANCE)
            .build();

    final MockWebServer server = new MockWebServer();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    /** What happens when a request has come whole and is about to be answered. */
    Runnable whenAsked = () -> {};

    /** What happens when a request has come whole and will not be answered. */
    Runnable whenStalled = () -> {};

    FaultyServer(MockResponse... answers) {
        this(next(answers));
    }

    FaultyServer(Function<RecordedRequest, MockResponse> answers) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                whenAsked.run();
                MockResponse answer = answers.apply(request);
                if (answer == STALLED) {
                    whenStalled.run();
                }
                return answer;
            }
        });
    }

    private static Function<RecordedRequest, MockResponse> next(MockResponse... answers) {
        AtomicInteger next = new AtomicInteger();
        return request -> answers[Math.min(next.getAndIncrement(), answers.length - 1)];
    }

    static MockResponse answer(int status, String body) {
        return answering(status, body).build();
    }

    static MockResponse.Builder answering(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body);
    }

    static String envelope(int code) {
        return "{\"code\":" + code + ",\"msg\":\"words\",\"data\":null}";
    }

    /** Shows the task with a flag; with results if the flag says so. */
    static MockResponse flag(int flag) {
        return answer(200, record(flag, "https://files.example.com/result.mp4"));
    }

    static String record(int flag, String... resultUrls) {
        String data = TaskRecord.jsonAdapter()
                .toJson(new TaskRecord(
                        TASK,
                        "{}",
                        1755078000000L,
                        flag == 0 ? null : 1755078240000L,
                        new TaskStatus(flag),
                        flag == 1 || flag == 4 ? new TaskResults(TASK, List.of(), List.of(resultUrls)) : null,
                        null,
                        flag == 2 || flag == 3 ? "It did not work" : null));
        return "{\"code\":200,\"msg\":\"success\",\"data\":" + data + "}";
    }

    FaultyServer start() {
        if (!server.getStarted()) {
            try {
                server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + start().server.getPort();
    }

    LumaModifyBuilder client() {
        return LumaModify.builder().apiKey(KEY).baseUrl(url());
    }

    /** Makes a client on fake time, whose asynchronous calls are over when they return. */
    LumaModifyBuilder client(FakeScheduler time) {
        return client().callFactory(DirectExecutorService.http()).scheduler(time, () -> 0.5);
    }

    /** Counts the creates that arrived whole. */
    long creates() {
        return requests.stream()
                .filter(r -> r.getMethod().equals("POST") && r.getBodySize() > 0 && r.getFailure() == null)
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
