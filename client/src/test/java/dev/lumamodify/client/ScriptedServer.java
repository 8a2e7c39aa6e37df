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

/** A server that sends the responses of a test, repeats the last one, and records every request. */
final class ScriptedServer implements AutoCloseable {
    static final String KEY = OutputCapture.MARKER + "key";
    static final String TASK_ID = "774d9a7dd608a0e49293903095e45a4c";
    static final String CREATED = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + TASK_ID + "\"}}";
    static final ModifyRequest REQUEST = ModifyRequest.builder()
            .prompt("Turn the street into a canal")
            .videoUrl("https://example.com/input.mp4")
            .build();
    static final MockResponse CONNECTION_CLOSED = new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket())
            .build();
    static final MockResponse STALLED = new MockResponse.Builder()
            .onResponseStart(SocketEffect.Stall.INSTANCE)
            .build();

    final MockWebServer server = new MockWebServer();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    /** Runs after a request was received completely, before the response is sent. */
    Runnable onRequest = () -> {};

    /** Runs after a request was received completely, if no response will be sent. */
    Runnable onStall = () -> {};

    ScriptedServer(MockResponse... responses) {
        this(oneByOne(responses));
    }

    ScriptedServer(Function<RecordedRequest, MockResponse> responses) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                onRequest.run();
                MockResponse response = responses.apply(request);
                if (response == STALLED) {
                    onStall.run();
                }
                return response;
            }
        });
    }

    private static Function<RecordedRequest, MockResponse> oneByOne(MockResponse... responses) {
        AtomicInteger next = new AtomicInteger();
        return request -> responses[Math.min(next.getAndIncrement(), responses.length - 1)];
    }

    static MockResponse response(int status, String body) {
        return responseBuilder(status, body).build();
    }

    static MockResponse.Builder responseBuilder(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body);
    }

    static String envelope(int code) {
        return "{\"code\":" + code + ",\"msg\":\"a message\",\"data\":null}";
    }

    /** Returns the task with a status. It has results if the status is a success. */
    static MockResponse taskWithStatus(int status) {
        return taskWithStatus(status, TASK_ID);
    }

    static MockResponse taskWithStatus(int status, String taskId) {
        String data = TaskRecord.jsonAdapter()
                .toJson(new TaskRecord(
                        taskId,
                        "{}",
                        1755078000000L,
                        status == 0 ? null : 1755078240000L,
                        new TaskStatus(status),
                        status == 1 || status == 4
                                ? new TaskResults(taskId, List.of(), List.of("https://files.example.com/result.mp4"))
                                : null,
                        null,
                        status == 2 || status == 3 ? "It did not work" : null));
        return response(200, "{\"code\":200,\"msg\":\"success\",\"data\":" + data + "}");
    }

    ScriptedServer start() {
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

    LumaModifyBuilder clientBuilder() {
        return LumaModify.builder().apiKey(KEY).baseUrl(url());
    }

    /**
     * Returns a builder for a client with a fake scheduler. The asynchronous calls of the client have ended when they
     * return.
     */
    LumaModifyBuilder clientBuilder(FakeScheduler time) {
        return clientBuilder()
                .callFactory(DirectExecutorService.http())
                .scheduler(time)
                .executor(Runnable::run)
                .random(() -> 0.5);
    }

    /** Returns the number of create requests that were received completely. */
    long createRequests() {
        return requests.stream()
                .filter(r -> r.getMethod().equals("POST") && r.getBodySize() > 0 && r.getFailure() == null)
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
