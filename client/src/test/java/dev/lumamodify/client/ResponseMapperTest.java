package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMapperTest {
    private static final String GENERATING = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + TASK_ID
            + "\",\"paramJson\":\"{}\",\"createTime\":1755078000000,\"completeTime\":null,\"successFlag\":0,\"new\":[{}]}}";

    static IntStream refusals() {
        return IntStream.concat(
                ResultCode.known().stream().mapToInt(ResultCode::value).filter(c -> c != 200),
                IntStream.of(433, 531, 999));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void errorCodeInTheEnvelopeThrowsApiException(int code) {
        for (String body : List.of(
                envelope(code),
                "{\"code\":" + code + ",\"msg\":\"a message\"}",
                "{\"code\":" + code + ",\"msg\":\"a message\",\"data\":\"odd\"}",
                "{\"code\":" + code + ",\"msg\":\"a message\",\"data\":[1]}")) {
            for (int status : new int[] {200, code < 600 ? code : 200}) {
                results(
                                response(status, body),
                                luma -> catchThrowableOfType(ApiException.class, () -> luma.modify(REQUEST)),
                                luma -> catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK_ID)))
                        .forEach(e -> {
                            assertThat(e.code()).isEqualTo(new ResultCode(code));
                            assertThat(e.msg()).isEqualTo("a message");
                            assertThat(e.httpStatus()).isEqualTo(status);
                            assertThat(e).hasMessageContaining(new ResultCode(code).toString());
                        });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 429})
    void httpErrorWithoutEnvelopeThrowsApiException(int status) {
        results(
                        response(status, "<html>no</html>"),
                        luma -> catchThrowableOfType(ApiException.class, () -> luma.modify(REQUEST)),
                        luma -> catchThrowableOfType(ApiException.class, () -> luma.getTask(TASK_ID)))
                .forEach(e -> assertThat(e.code()).isEqualTo(new ResultCode(status)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{}",
                "<html>hi</html>",
                "{\"code\":200",
                "{\"code\":200,\"msg\":\"success\",\"data\":{}}",
                "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"\"}}",
                "{\"code\":\"x\",\"msg\":\"m\"}",
                "{\"code\":null,\"msg\":\"m\"}",
                "{\"code\":200.5,\"msg\":\"m\"}"
            })
    void unreadableResponseIsNeverAValue(String body) {
        try (ScriptedServer server = new ScriptedServer(response(200, body));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(InvalidResponseException.class);
        }
    }

    @Test
    void successWithoutTaskIsNeverAValue() {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(200)));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(InvalidResponseException.class);
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(InvalidResponseException.class);
        }
    }

    @Test
    void taskIdInAnHttpErrorIsInTheException() {
        try (ScriptedServer server = new ScriptedServer(response(500, CREATED));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            SubmissionOutcomeUnknownException e =
                    catchThrowableOfType(SubmissionOutcomeUnknownException.class, () -> luma.modify(REQUEST));
            assertThat(e.taskId()).contains(TASK_ID);
        }
    }

    @Test
    void taskIdOfTheResponseMustMatch() {
        try (ScriptedServer server = new ScriptedServer(response(200, GENERATING));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            assertThat(luma.getTask(TASK_ID).successFlag()).isEqualTo(TaskStatus.GENERATING);
            assertThatThrownBy(() -> luma.getTask("other")).isInstanceOf(InvalidResponseException.class);
            assertThatThrownBy(() -> luma.getTask("")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void retryAfterIsInTheException() {
        try (ScriptedServer server = new ScriptedServer(responseBuilder(200, envelope(429))
                        .addHeader("Retry-After", 7)
                        .build());
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> luma.modify(REQUEST));
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void messagesHaveTheEventTheCodeTheTaskAndTheReaction() {
        try (ScriptedServer server = new ScriptedServer(
                        response(200, envelope(402)),
                        response(404, envelope(404)),
                        response(200, envelope(200)),
                        response(500, CREATED),
                        response(500, ""));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .hasMessage("The submission was rejected: a message (code 402 Insufficient credits, HTTP 200)");
            assertThatThrownBy(() -> luma.getTask(TASK_ID))
                    .hasMessage(
                            "The task could not be read: a message (code 404 Not found, HTTP 404); task " + TASK_ID);
            assertThatThrownBy(() -> luma.getTask(TASK_ID))
                    .hasMessage("The response contains no task (HTTP 200); task " + TASK_ID
                            + "; check the base URL and the proxies");
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .hasMessage(
                            "The response to the submission is invalid (HTTP 500); a task that costs credits may exist;"
                                    + " task " + TASK_ID + "; do not submit again, wait for the task with its id");
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .hasMessage(
                            "The response to the submission is invalid (HTTP 500); a task that costs credits may exist;"
                                    + " do not submit again, check the history of the account");
        }
    }

    @Test
    void createRequestIsAsDocumented() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            luma.modify(new ModifyRequest("a \"b\"", "https://example.com/v.mp4", "https://example.com/cb", null));
            var request = server.requests.get(0);
            assertThat(request.getTarget()).isEqualTo("/api/v1/modify/generate");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret-key");
            assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
            assertThat(request.getBody().utf8())
                    .isEqualTo(
                            "{\"prompt\":\"a \\\"b\\\"\",\"videoUrl\":\"https://example.com/v.mp4\",\"callBackUrl\":\"https://example.com/cb\"}");
        }
    }

    @Test
    void taskIdIsUrlEncoded() {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(422)));
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            assertThatThrownBy(() -> luma.getTask("a&b=c d")).isInstanceOf(ApiException.class);
            HttpUrl url = server.requests.get(0).getUrl();
            assertThat(url.queryParameter("taskId")).isEqualTo("a&b=c d");
            assertThat(url.querySize()).isEqualTo(1);
        }
    }

    private static <T> Stream<T> results(
            MockResponse response, Function<LumaModify, T> modify, Function<LumaModify, T> task) {
        try (ScriptedServer server = new ScriptedServer(response);
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            return Stream.of(modify.apply(luma), task.apply(luma));
        }
    }
}
