package dev.lumamodify.mock.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.TestClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferenceTest {
    private static final MockServer ENVELOPE = MockServer.start();
    private static final MockServer MIRROR =
            MockServer.builder().errorStatus(ErrorStatus.MIRROR).start();

    @AfterAll
    static void stop() {
        ENVELOPE.close();
        MIRROR.close();
    }

    static Stream<Arguments> documentedCodes() {
        return Stream.concat(
                Stream.of(200, 401, 402, 404, 422, 429, 455, 500, 501, 505).map(code -> Arguments.of("generate", code)),
                Stream.of(200, 401, 404, 422, 429, 455, 500, 501).map(code -> Arguments.of("recordInfo", code)));
    }

    @ParameterizedTest
    @MethodSource("documentedCodes")
    void respondsWithThePreferredCode(String operation, int code) {
        TestClient.Response enveloped = send(ENVELOPE, operation, "code=" + code);
        TestClient.Response mirrored = send(MIRROR, operation, "code=" + code);

        assertThat(enveloped.status()).isEqualTo(200);
        assertThat(mirrored.status()).isEqualTo(code);
        assertThat(enveloped.code()).isEqualTo(code);
        assertThat(enveloped.msg()).isNotBlank();
        assertThat(mirrored.body()).isEqualTo(enveloped.body());
        assertThat(enveloped.http().headers().firstValue("Preference-Applied")).hasValue("code=" + code);
    }

    @Test
    void usesTheExamplesOfTheDocument() {
        assertThat(send(ENVELOPE, "generate", "code=402").msg()).isEqualTo("Credits insufficient");
        assertThat(send(ENVELOPE, "generate", "code=455").msg()).isEqualTo("Under maintenance");
        assertThat(send(ENVELOPE, "recordInfo", "code=422").msg()).isEqualTo("recordInfo is null");
        assertThat(send(ENVELOPE, "recordInfo", "Code = \"404\" ; unused=1").msg())
                .isEqualTo("Task not found");
    }

    @Test
    void rejectsACodeThatTheOperationDoesNotDocument() {
        TestClient.Response response = send(ENVELOPE, "recordInfo", "code=402");

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).contains("200, 401, 404, 422, 429, 455, 500, 501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=10",
                "respond-async",
                "return=minimal; x=\"a,b\"",
                "Wait = \"1\\\"0,\"",
                "",
                " , ,",
                "handling=lenient, x"
            })
    void ignoresAnUnknownPreference(String prefer) {
        TestClient.Response response = new TestClient(ENVELOPE).create(TestClient.VALID_REQUEST, "Prefer", prefer);

        assertThat(response.code()).isEqualTo(200);
        assertThat(response.http().headers().firstValue("Preference-Applied").orElse("handling=lenient"))
                .isEqualTo("handling=lenient");
    }

    @Test
    void recordsTheNamesOfIgnoredPreferences() {
        TestClient.Response response =
                send(ENVELOPE, "generate", "Respond-Async; x=\",\", code=455, wait=\"10, 20\", wait=1");

        assertThat(response.code()).isEqualTo(455);
        assertThat(response.http().headers().firstValue("Preference-Applied")).hasValue("code=455");
        List<RecordedRequest> requests = ENVELOPE.requests();
        assertThat(requests.get(requests.size() - 1).preferencesIgnored()).isEqualTo("respond-async, wait");
    }

    @Test
    void readsSeveralHeaders() {
        TestClient.Response response =
                send(ENVELOPE, "generate", "wait=10", "Prefer", "code=\"4\\55\"", "Prefer", "code=500");

        assertThat(response.code()).isEqualTo(455);
    }

    @Test
    void rejectsAnUnknownPreferenceWithStrictHandling() {
        assertThat(send(ENVELOPE, "generate", "colour=red, handling=strict").msg())
                .startsWith("Prefer: colour is unknown; known preferences: code=<");
        assertThat(send(ENVELOPE, "generate", "handling=Strict").msg())
                .isEqualTo("Prefer: handling must be one of lenient, strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=", "=,;", "code=\"455", "a b", "wait=1, code=x", "code=455;\""})
    void rejectsAnInvalidHeader(String prefer) {
        assertThat(send(ENVELOPE, "generate", prefer).code()).isEqualTo(422);
    }

    @Test
    void unknownPreferencesLeaveTheQueueInUse() {
        ENVELOPE.enqueue("generate", "code=455");

        assertThat(send(ENVELOPE, "generate", "wait=10").code()).isEqualTo(455);
    }

    @Test
    void queueAcceptsNoUnknownPreferences() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ENVELOPE.enqueue("generate", "colour=red"))
                .withMessageContaining("colour is unknown");
    }

    @Test
    void setsTheHttpStatusAndTheMatchingCode() {
        assertThat(send(ENVELOPE, "generate", "status=429, code=455").status()).isEqualTo(429);
        assertThat(send(ENVELOPE, "generate", "status=429, code=455").code()).isEqualTo(455);
        assertThat(send(MIRROR, "generate", "status=200, code=455").status()).isEqualTo(200);
        assertThat(send(ENVELOPE, "generate", "status=503").status()).isEqualTo(503);
        assertThat(send(ENVELOPE, "generate", "status=503").code()).isEqualTo(500);
        assertThat(send(ENVELOPE, "generate", "status=402").code()).isEqualTo(402);
        assertThat(send(ENVELOPE, "recordInfo", "status=418").code()).isEqualTo(422);
        assertThat(send(ENVELOPE, "generate", "status=307").status()).isEqualTo(307);
        assertThat(new TestClient(ENVELOPE)
                        .create(TestClient.VALID_REQUEST, "Prefer", "status=201")
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s%s\"", "%s=%s\"", "%s;%s\"", "%1$s;%2$s%1$s=\""})
    @Timeout(10)
    void parsesPathologicalHeadersInLinearTime(String prefer) {
        String header = prefer.formatted("a".repeat(1500), " ".repeat(1500));

        assertThat(send(ENVELOPE, "generate", header).code()).isEqualTo(422);
    }

    @Test
    void sendsRetryAfterWithCode429() {
        assertThat(send(ENVELOPE, "generate", "code=429").http().headers().firstValue("Retry-After"))
                .hasValue("1");
        assertThat(send(ENVELOPE, "generate", "code=455").http().headers().firstValue("Retry-After"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    recordInfo | outcome=success               | outcome applies only to create requests
                    recordInfo | task-duration=1s              | task-duration applies only to create requests
                    generate   | code=455, callback=duplicate  | callback applies only to create requests
                    generate   | status=500, outcome=success   | outcome applies only to create requests
                    generate   | callback=expired-signature    | callback must not be expired-signature if the server has no webhook key
                    generate   | callback=odd                  | callback must be one of drop, duplicate, unsigned
                    generate   | outcome=odd                   | outcome must be one of success, create-failed, generate-failed
                    generate   | fault=odd                     | fault must be one of reset, no-response, malformed
                    generate   | status=99                     | status must be 200 to 599
                    generate   | status=2000000                | status must be 200 to 599
                    generate   | delay=1.5s                    | delay must be a duration such as 500ms, 3s, 2m, 1h or 14d, not '1.5s'
                    generate   | task-duration=999999999d      | task-duration must be at most 3650d, not '999999999d'
                    generate   | code                          | code must be one of
                    """)
    void rejectsAnInvalidPreferenceNamingTheRule(String operation, String prefer, String expected) {
        TestClient.Response response = send(ENVELOPE, operation, prefer);

        assertThat(response.code()).isEqualTo(422);
        assertThat(response.msg()).contains(expected);
        assertThat(response.http().headers().firstValue("Preference-Applied")).isEmpty();
    }

    private static TestClient.Response send(MockServer server, String operation, String prefer, String... more) {
        TestClient client = new TestClient(server);
        return operation.equals("generate")
                ? client.create("", prepend(prefer, more))
                : client.read("x", prepend(prefer, more));
    }

    private static String[] prepend(String prefer, String... more) {
        return Stream.concat(Stream.of("Prefer", prefer), Stream.of(more)).toArray(String[]::new);
    }
}
