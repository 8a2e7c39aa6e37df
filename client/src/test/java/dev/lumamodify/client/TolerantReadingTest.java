package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that differ from the document do not cost the task id, the status or the results. */
class TolerantReadingTest {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String URL = "https://files.example.com/result.mp4";
    private static final String SUCCEEDED = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"" + TASK_ID
            + "\",\"paramJson\":\"{}\",\"createTime\":1755078000000,\"completeTime\":1755078240000,\"successFlag\":1,"
            + "\"response\":{\"taskId\":\"" + TASK_ID + "\",\"originUrls\":[],\"resultUrls\":[\"" + URL
            + "\"]},\"errorCode\":null,\"errorMessage\":null}}";

    private static <T> T call(String body, Function<LumaModify, T> call) {
        return call(response(200, body), call);
    }

    private static <T> T call(MockResponse response, Function<LumaModify, T> call) {
        try (ScriptedServer server = new ScriptedServer(response);
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            return call.apply(luma);
        }
    }

    static Stream<String> acceptedSubmissions() {
        return Stream.of(
                CREATED,
                BYTE_ORDER_MARK + CREATED,
                CREATED.replace("\"msg\"", "\"message\""),
                CREATED.replace("\"msg\":\"success\",", ""),
                CREATED.replace("\"success\"", "null"),
                CREATED.replace("\"success\"", "{\"text\":[]}"),
                CREATED.replace("taskId", "task_id"),
                CREATED.replace("\"taskId\"", "\"task_id\":null,\"taskId\""),
                CREATED.replace("200", "\"200\""),
                CREATED.replace("200", "200.0"));
    }

    @ParameterizedTest
    @MethodSource("acceptedSubmissions")
    void acceptedSubmissionReturnsItsTaskId(String body) {
        String taskId = call(body, luma -> luma.modify(REQUEST));
        assertThat(taskId).isEqualTo(TASK_ID);
    }

    static Stream<String> taskIdsElsewhere() {
        String id = "{\"taskId\":\"" + TASK_ID + "\"}";
        String alias = "{\"task_id\" : \"" + TASK_ID + "\"}";
        return Stream.of(
                id,
                alias,
                "[" + id + "]",
                CREATED + CREATED,
                CREATED.substring(0, CREATED.length() - 2),
                "<pre>" + CREATED + "</pre>",
                CREATED.replace("200", "null"),
                CREATED.replace("200", "0"),
                CREATED.replace("200", "500"),
                CREATED.replace("200", "429"),
                CREATED.replace("\"code\":200,", ""),
                "{\"code\":200,\"msg\":\"success\",\"taskId\":\"" + TASK_ID + "\"}",
                "{\"code\":200,\"msg\":\"success\",\"data\":[" + id + "]}",
                "{\"code\":200,\"msg\":\"success\",\"data\":{\"task\":" + alias + "}}",
                "{\"code\":500,\"msg\":\"no\",\"data\":null,\"debug\":" + id + "}",
                "{\"result\":" + CREATED + "}");
    }

    @ParameterizedTest
    @MethodSource("taskIdsElsewhere")
    void taskIdAtAnotherPlaceIsInTheException(String body) {
        for (int status : new int[] {200, 202, 400, 422, 500}) {
            SubmissionOutcomeUnknownException e = call(
                    response(status, body),
                    luma -> catchThrowableOfType(SubmissionOutcomeUnknownException.class, () -> luma.modify(REQUEST)));
            assertThat(e.taskId()).as("HTTP %d", status).contains(TASK_ID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":422,\"msg\":\"taskId is required\",\"data\":null}",
                "{\"code\":422,\"msg\":\"invalid: {\\\"taskId\\\":\\\"x\\\"}\",\"data\":null}",
                "{\"code\":422,\"msg\":\"no\",\"data\":{\"taskId\":null}}",
                "{\"code\":422,\"msg\":\"no\",\"data\":{\"taskId\":\"\"}}",
                "{\"code\":422,\"msg\":\"no\",\"data\":\"taskId\"}"
            })
    void textAboutTaskIdsIsNoTaskId(String body) {
        assertThatThrownBy(() -> call(body, luma -> luma.modify(REQUEST))).isInstanceOf(ApiException.class);
    }

    @Test
    void taskIdInAResponseThatBreaksOffIsInTheException() {
        MockResponse breaksOff = responseBuilder(200, CREATED + " ".repeat(1000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
        SubmissionOutcomeUnknownException e = call(
                breaksOff,
                luma -> catchThrowableOfType(SubmissionOutcomeUnknownException.class, () -> luma.modify(REQUEST)));
        assertThat(e.taskId()).contains(TASK_ID);
    }

    @Test
    void taskIdInAnOversizedResponseIsInTheException() {
        SubmissionOutcomeUnknownException e = call(
                CREATED + " ".repeat(2 << 20),
                luma -> catchThrowableOfType(SubmissionOutcomeUnknownException.class, () -> luma.modify(REQUEST)));
        assertThat(e.taskId()).contains(TASK_ID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "msg":"success"            | "msg":null
            "msg":"success"            | "message":"success"
            "msg":"success"            | "msg":7
            "msg":"success",           | ``
            "code":200                 | "code":"200"
            "taskId"                   | "task_id"
            "paramJson":"{}"           | "paramJson":null
            "paramJson":"{}"           | "paramJson":{"prompt":[[1]]}
            "paramJson":"{}",          | ``
            "createTime":1755078000000 | "createTime":null
            "createTime":1755078000000 | "createTime":""
            "createTime":1755078000000 | "createTime":"2025-08-13 09:40:00"
            "createTime":1755078000000 | "createTime":1.5
            "createTime":1755078000000 | "createTime":true
            "createTime":1755078000000 | "createTime":99999999999999999999
            "createTime":1755078000000 | "createTime":1e999999999
            "createTime":1755078000000,| ``
            "completeTime":1755078240000 | "completeTime":""
            "completeTime":1755078240000 | "completeTime":[]
            "completeTime":1755078240000,| ``
            "successFlag":1            | "successFlag":"1"
            "successFlag":1            | "successFlag":1.0
            "originUrls":[]            | "originUrls":null
            "originUrls":[]            | "originUrls":""
            "originUrls":[]            | "originUrls":{"0":"x"}
            "originUrls":[]            | "originUrls":[null,{},7]
            "originUrls":[],           | ``
            "resultUrls":[             | "resultUrls":[null,{"x":[]},
            "errorCode":null           | "errorCode":""
            "errorCode":null           | "errorCode":"SENSITIVE_WORD_ERROR"
            "errorCode":null           | "errorCode":{}
            "errorCode":null           | "errorCode":99999999999
            "errorMessage":null        | "errorMessage":[]
            "errorCode":null,"errorMessage":null | "more":{"data":[{}]}
            """)
    void oddMemberDoesNotCostTheResult(String documented, String odd) {
        assertThat(SUCCEEDED).contains(documented);
        String body = SUCCEEDED.replace(documented, odd);
        for (String text : List.of(body, BYTE_ORDER_MARK + body)) {
            TaskRecord task = call(text, luma -> luma.getTask(TASK_ID));
            assertThat(task.taskId()).isEqualTo(TASK_ID);
            assertThat(task.successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(results(task)).containsExactly(URL);
        }
    }

    private static List<String> results(TaskRecord task) {
        return Objects.requireNonNull(task.response()).resultUrls();
    }

    @Test
    void oneUrlInsteadOfAListIsRead() {
        String body = SUCCEEDED.replace("[\"" + URL + "\"]", "\"" + URL + "\"");
        assertThat(results(call(body, luma -> luma.getTask(TASK_ID)))).containsExactly(URL);
    }

    @Test
    void numbersInStringsAreRead() {
        TaskRecord task = call(
                SUCCEEDED
                        .replace("1755078000000", "\"1755078000000\"")
                        .replace("1755078240000", "\"1755078240000\"")
                        .replace("\"successFlag\":1", "\"successFlag\":\"3\"")
                        .replace("\"errorCode\":null", "\"errorCode\":\"501\"")
                        .replace("\"errorMessage\":null", "\"errorMessage\":7"),
                luma -> luma.getTask(TASK_ID));
        assertThat(task.createTime()).isEqualTo(1755078000000L);
        assertThat(task.completeTime()).isEqualTo(1755078240000L);
        assertThat(task.successFlag()).isEqualTo(TaskStatus.GENERATE_FAILED);
        assertThat(task.errorCode()).isEqualTo(501);
        assertThat(task.errorMessage()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"successFlag\":1", "\"taskId\":\"" + TASK_ID + "\",\"paramJson\""})
    void recordWithoutIdOrStatusIsInvalid(String needed) {
        for (String value : List.of("null", "{}", "[1]", "true", "1.5", "99999999999", "\"\"")) {
            String body = SUCCEEDED.replace(
                    needed,
                    needed.startsWith("\"s") ? "\"successFlag\":" + value : "\"x\":" + value + ",\"paramJson\"");
            assertThatThrownBy(() -> call(body, luma -> luma.getTask(TASK_ID)))
                    .as(value)
                    .isInstanceOf(InvalidResponseException.class)
                    .hasCauseInstanceOf(com.squareup.moshi.JsonDataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":", "["})
    void deeplyNestedUnknownMemberNeverYieldsAWrongValue(String opening) {
        String body = SUCCEEDED.replace("\"errorCode\":null", "\"errorCode\":" + opening.repeat(1000));
        assertThatThrownBy(() -> call(body, luma -> luma.getTask(TASK_ID)))
                .isInstanceOf(InvalidResponseException.class);
        assertThatThrownBy(() -> call(body, luma -> luma.modify(REQUEST)))
                .isInstanceOf(SubmissionOutcomeUnknownException.class);
    }

    @ParameterizedTest
    @CsvSource({"msg,''", "message,''", "msg,\uFEFF"})
    void messageOfAnErrorIsReadUnderBothNames(String name, String prefix) {
        ApiException e = call(
                prefix + envelope(402).replace("msg", name),
                luma -> catchThrowableOfType(ApiException.class, () -> luma.modify(REQUEST)));
        assertThat(e.code()).isEqualTo(ResultCode.INSUFFICIENT_CREDITS);
        assertThat(e.msg()).isEqualTo("a message");
    }

    @Test
    void waitEndsOnATaskWithOddMembers() {
        FakeScheduler time = new FakeScheduler();
        String odd = BYTE_ORDER_MARK
                + SUCCEEDED.replace("\"originUrls\":[]", "\"originUrls\":null").replace("1755078000000", "\"\"");
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0), response(200, odd));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofSeconds(30));
            assertThat(results(wait.join())).containsExactly(URL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hi</html>",
                "{\"code\":200,\"msg\":\"success\",\"data\":null}",
                "{\"code\":501,\"msg\":\"no\",\"data\":null}"
            })
    void waitEndsSoonIfTheResponsesDoNotChange(String body) {
        FakeScheduler time = new FakeScheduler();
        try (ScriptedServer server = new ScriptedServer(response(200, body));
                LumaModify luma = server.clientBuilder(time).build()) {
            CompletableFuture<TaskRecord> wait = luma.awaitCompletionAsync(TASK_ID);
            time.advance(Duration.ofMinutes(2));
            assertThat(wait).isNotDone();
            time.advance(Duration.ofMinutes(1));
            assertThatThrownBy(wait::join)
                    .cause()
                    .isInstanceOfAny(InvalidResponseException.class, ApiException.class)
                    .hasMessageContaining(TASK_ID);
            assertThat(server.requests).hasSizeBetween(5, 8);
        }
    }

    @Test
    void logNamesTheOddMembersWithoutTheirValues() {
        StringBuilder log = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.append(new java.util.logging.SimpleFormatter().formatMessage(record))
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.lumamodify.client");
        logger.addHandler(handler);
        try {
            call(
                    SUCCEEDED
                            .replace("\"errorCode\":null", "\"errorCode\":\"secret-word\"")
                            .replace("\"createTime\":1755078000000,", "")
                            .replace("\"originUrls\":[]", "\"originUrls\":[\"x\",{\"secret-name\":\"secret-word\"}]"),
                    luma -> luma.getTask(TASK_ID));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log.toString())
                .contains("$.data.errorCode", "$.data.createTime", "$.data.response.originUrls[1]")
                .doesNotContain("secret-w", "secret-n");
    }
}
