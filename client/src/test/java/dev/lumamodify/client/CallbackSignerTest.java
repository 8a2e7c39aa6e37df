package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.CallbackRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackSignerTest {
    private static final String KEY = OutputCapture.MARKER + "webhook";
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private static byte[] body(String taskId) {
        return ("{\"code\":200,\"msg\":\"m\",\"data\":{\"taskId\":\"" + taskId + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static CallbackVerifier verifier(String key) {
        return CallbackVerifier.of(key).withClock(Clock.fixed(TIME, ZoneOffset.UTC));
    }

    @Test
    void verifierAcceptsTheHeaders() {
        byte[] body = body(TASK_ID);
        Map<String, String> headers = CallbackSigner.of(KEY).sign(body, TIME);
        VerifiedCallback callback = verifier(KEY).verify(headers::get, body);
        assertThat(callback.taskId()).isEqualTo(TASK_ID);
        assertThat(callback.signedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void verifierRejectsAnotherKeyAndAnotherTask() {
        Map<String, String> headers = CallbackSigner.of(KEY).sign(body(TASK_ID), TIME);
        assertThat(catchThrowableOfType(
                                CallbackRejectedException.class,
                                () -> verifier("another").verify(headers::get, body(TASK_ID)))
                        .reason())
                .isEqualTo(Reason.SIGNATURE_WRONG);
        assertThat(catchThrowableOfType(
                                CallbackRejectedException.class,
                                () -> verifier(KEY).verify(headers::get, body("other")))
                        .reason())
                .isEqualTo(Reason.SIGNATURE_WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"data\":{}}", "{\"data\":{\"taskId\":\"a\",\"task_id\":\"b\"}}", "x"})
    void bodyWithoutATaskIdCannotBeSigned(String body) {
        assertThatThrownBy(() -> CallbackSigner.of(KEY).sign(body.getBytes(StandardCharsets.UTF_8), TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task id");
    }

    @Test
    void invalidKeyOrTimeIsRejected() {
        assertThatThrownBy(() -> CallbackSigner.of(KEY + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> CallbackSigner.of(KEY).sign(body("t"), Instant.EPOCH.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyIsNotPrinted() {
        assertThat(Stream.<Object>of(CallbackSigner.of(KEY), verifier(KEY)))
                .extracting(Object::toString)
                .noneMatch(text -> text.contains(KEY));
    }
}
