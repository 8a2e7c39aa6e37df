package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.spi.CompletedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsAndLinksTest {
    private static final String FILE = "https://files.example.com/result.mp4";
    private static final String LINK = "https://files.example.com/result.mp4?signature=x";

    private final FakeScheduler time = new FakeScheduler();
    private final List<CompletedOperation> operations = new ArrayList<>();

    private static MockResponse success(String data) {
        return response(200, "{\"code\":200,\"msg\":\"success\",\"data\":" + data + "}");
    }

    private LumaModify client(ScriptedServer server) {
        return server.clientBuilder(time).observer(operations::add).build();
    }

    /** The operations, their names, and a success. */
    static Stream<Arguments> calls() {
        Function<LumaModify, Object> credits = LumaModify::getCredits;
        Function<LumaModify, Object> link = luma -> luma.getDownloadUrl(FILE);
        return Stream.of(
                Arguments.of("getCredits", credits, success("12.5"), 12.5),
                Arguments.of("getDownloadUrl", link, success('"' + LINK + '"'), LINK));
    }

    @ParameterizedTest
    @CsvSource({"12.5, 12.5", "0, 0", "100, 100", "'\"7\"', 7"})
    void creditsAreANumber(String data, double credits) {
        try (ScriptedServer server = new ScriptedServer(success(data));
                LumaModify luma = client(server)) {
            assertThat(luma.getCredits()).isEqualTo(credits);

            RecordedRequest request = server.requests.get(0);
            assertThat(request.getRequestLine()).startsWith("GET /api/v1/chat/credit ");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + ScriptedServer.KEY);
        }
    }

    @Test
    void linkIsRequestedForTheUrl() {
        try (ScriptedServer server = new ScriptedServer(success('"' + LINK + '"'));
                LumaModify luma = client(server)) {
            assertThat(luma.getDownloadUrl(FILE)).isEqualTo(LINK);

            RecordedRequest request = server.requests.get(0);
            assertThat(request.getRequestLine()).startsWith("POST /api/v1/common/download-url ");
            assertThat(request.getBody()).isNotNull();
            assertThat(request.getBody().utf8()).isEqualTo("{\"url\":\"" + FILE + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "result.mp4", "ftp://files.example.com/result.mp4"})
    void invalidUrlIsNotSent(String url) {
        try (ScriptedServer server = new ScriptedServer(success('"' + LINK + '"'));
                LumaModify luma = client(server)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> luma.getDownloadUrl(url))
                    .withMessage("url must be an http or https URL");
            assertThat(server.requests).isEmpty();
            assertThat(operations).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void transientFailuresAreRetriedAndObserved(
            String name, Function<LumaModify, Object> call, MockResponse success, Object expected) {
        try (ScriptedServer server = new ScriptedServer(
                        response(503, ""), response(200, envelope(429)), response(200, envelope(455)), success);
                LumaModify luma = client(server)) {
            assertThat(call.apply(luma)).isEqualTo(expected);

            assertThat(server.requests).hasSize(4);
            assertThat(operations).singleElement().satisfies(operation -> {
                assertThat(operation.operation()).isEqualTo(name);
                assertThat(operation.attempts()).isEqualTo(4);
                assertThat(operation.outcome()).isEqualTo(CompletedOperation.Outcome.SUCCESS);
                assertThat(operation.code()).isEqualTo(ResultCode.SUCCESS);
                assertThat(operation.taskId()).isNull();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void errorIsAnApiException(String name, Function<LumaModify, Object> call) {
        try (ScriptedServer server = new ScriptedServer(response(200, envelope(422)));
                LumaModify luma = client(server)) {
            ApiException e = catchThrowableOfType(ApiException.class, () -> call.apply(luma));

            assertThat(e.code()).isEqualTo(ResultCode.VALIDATION_ERROR);
            assertThat(e).hasMessageEndingWith(": a message (code 422 Validation error, HTTP 200)");
            assertThat(server.requests).hasSize(1);
            assertThat(operations)
                    .singleElement()
                    .extracting(CompletedOperation::outcome)
                    .isEqualTo(CompletedOperation.Outcome.API_ERROR);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void missingResponseIsATransportException(String name, Function<LumaModify, Object> call) {
        try (ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED);
                LumaModify luma = client(server)) {
            assertThatThrownBy(() -> call.apply(luma)).isInstanceOf(TransportException.class);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void dataOfAnotherTypeIsAnInvalidResponse(String name, Function<LumaModify, Object> call) {
        for (String data : List.of("null", "true", "{}", "[]", "\"no\"", "\"\"")) {
            try (ScriptedServer server = new ScriptedServer(success(data));
                    LumaModify luma = client(server)) {
                assertThatThrownBy(() -> call.apply(luma))
                        .as(data)
                        .isInstanceOf(InvalidResponseException.class)
                        .hasMessageStartingWith("The response ");
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void closedClientSendsNothing(String name, Function<LumaModify, Object> call) {
        try (ScriptedServer server = new ScriptedServer(success("1"))) {
            LumaModify luma = client(server);
            luma.close();
            assertThatIllegalStateException().isThrownBy(() -> call.apply(luma));
            assertThat(server.requests).isEmpty();
        }
    }
}
