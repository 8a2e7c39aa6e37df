package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.KEY;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of requests, and the headers of responses in exceptions. */
class HeadersTest {

    @Test
    void userAgentHasTheVersion(@TempDir Path folder) {
        try (ScriptedServer server = new ScriptedServer(
                        response(200, CREATED),
                        new MockResponse.Builder().body("a video").build());
                LumaModify luma =
                        server.clientBuilder().httpClient(new OkHttpClient()).build()) {
            luma.modify(REQUEST);
            luma.download(ResultFiles.task(server.url() + "/a.mp4"), folder);
            assertThat(server.requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.getHeaders().values("User-Agent"))
                            .singleElement()
                            .asString()
                            .matches("luma-modify-java/[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?"));
        }
    }

    @Test
    void defaultHeadersAreSentWithEveryCallToTheService(@TempDir Path folder) {
        try (ScriptedServer server = new ScriptedServer(
                        response(200, CREATED),
                        taskWithStatus(1),
                        new MockResponse.Builder().body("a video").build());
                LumaModify luma = server.clientBuilder()
                        .defaultHeader("X-Tenant", "a")
                        .defaultHeader("x-tenant", "b")
                        .defaultHeader("User-Agent", "an application")
                        .build()) {
            luma.modify(REQUEST);
            luma.getTask(TASK_ID, CallOptions.defaults().withHeader("X-TENANT", "c"));
            luma.download(ResultFiles.task(server.url() + "/a.mp4"), folder);
            assertThat(server.requests)
                    .extracting(request -> request.getHeaders().values("X-Tenant"))
                    .containsExactly(List.of("b"), List.of("c"), List.of());
            Headers headers = server.requests.get(0).getHeaders();
            assertThat(headers.values("User-Agent")).containsExactly("an application");
            assertThat(headers.values("Authorization")).containsExactly("Bearer " + KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "content-type", "Host"})
    void defaultHeadersOfTheClientAreRejected(String name) {
        assertThatThrownBy(() -> LumaModify.builder().defaultHeader(name, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header " + name + " is set by the client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "request-id", "X-CORRELATION-ID", "X-Trace-Id", "CF-Ray"})
    void exceptionHasTheRequestId(String name) {
        MockResponse error = responseBuilder(200, envelope(500))
                .addHeader(name, "id-1")
                .addHeader("X-Other", "a")
                .addHeader("X-Other", "b")
                .addHeader("Set-Cookie", "session=" + KEY)
                .addHeader("authorization", KEY)
                .build();
        try (ScriptedServer server = new ScriptedServer(error);
                LumaModify luma = server.clientBuilder().maxRetries(0).build()) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK_ID));
            assertThat(e.requestId()).contains("id-1");
            assertThat(e.responseHeaders().get("x-other")).containsExactly("a", "b");
            assertThat(e.responseHeaders().toString()).doesNotContain(KEY);
            assertThat(e.getMessage()).doesNotContain("id-1", "X-Other");
        }
    }

    @Test
    void everyExceptionOfAResponseHasItsHeaders() throws Exception {
        MockResponse invalid =
                responseBuilder(200, "{}").addHeader("X-Request-Id", "id-1").build();
        try (ScriptedServer server = new ScriptedServer(invalid);
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            LumaModifyException read =
                    catchThrowableOfType(InvalidResponseException.class, () -> luma.getTask(TASK_ID));
            LumaModifyException submission =
                    catchThrowableOfType(SubmissionOutcomeUnknownException.class, () -> luma.modify(REQUEST));
            LumaModifyException wait = new WaitTimeoutException(TASK_ID, null, Duration.ofSeconds(1), read);
            for (LumaModifyException e : List.of(read, submission, wait, copy(read))) {
                assertThat(e.requestId()).contains("id-1");
                assertThat(e.responseHeaders()).containsKey("x-request-id");
            }
        }
    }

    @Test
    void exceptionWithoutAResponseHasNoHeaders() {
        LumaModifyException e = new TransportException("The task could not be read", TASK_ID, new IOException("x"));
        assertThat(e.responseHeaders()).isEmpty();
        assertThat(e.requestId()).isEmpty();
    }

    private static LumaModifyException copy(LumaModifyException original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (LumaModifyException) in.readObject();
        }
    }
}
