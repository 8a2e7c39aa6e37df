package dev.lumamodify.mock.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RequestLogTest {
    private static final String UNSAFE = "a\u001b[2J\u202eb\u2028c\u0085d\u200be\ufefff\rg\n";

    @Test
    void textHasNoUnsafeCharacter() {
        String log = log(false);

        assertThat(log.lines()).hasSize(2).allSatisfy(RequestLogTest::assertSafe);
        assertThat(log).contains("a\\u001b[2J\\u202eb\\u2028c\\u0085d\\u200be\\ufefff\\u000dg\\u000a");
        assertThat(log).contains("ignored preferences: wait");
    }

    @Test
    void jsonHasNoUnsafeCharacterAndKeepsTheText() {
        String log = log(true);

        assertThat(log.lines()).hasSize(2).allSatisfy(RequestLogTest::assertSafe);
        JsonNode request = Json.MAPPER.readTree(log.lines().findFirst().orElseThrow());
        assertThat(request.path("msg").asString()).isEqualTo(UNSAFE);
        assertThat(request.path("preferencesIgnored").asString()).isEqualTo("wait");
    }

    @Test
    void namesAnInjectedFaultAndAResend() {
        assertThat(log(false, "reset"))
                .contains(
                        "-> nothing, 0 bytes, injected: reset, task ", ", sent again -> ", ", injected: reset, task id")
                .doesNotContain("HTTP", "code");
        assertThat(log(true, "reset")).contains("\"fault\":\"reset\",\"status\":0", "\"resent\":true");
    }

    private static void assertSafe(String line) {
        assertThat(line.codePoints())
                .noneMatch(each -> Character.isISOControl(each)
                        || Character.getType(each) == Character.FORMAT
                        || Character.getType(each) == Character.LINE_SEPARATOR);
    }

    private static String log(boolean json) {
        return log(json, "");
    }

    private static String log(boolean json, String fault) {
        Settings settings = new Settings();
        settings.quiet = false;
        settings.jsonLog = json;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RequestLog log =
                new RequestLog(new PrintStream(printed, true, StandardCharsets.UTF_8), new LiveSettings(settings));
        Instant at = Instant.EPOCH;
        log.onRequest(new LoggedRequest(
                1,
                at,
                null,
                null,
                "GET",
                "/" + UNSAFE,
                Map.of(),
                "",
                "",
                "wait",
                fault,
                fault.isEmpty() ? 200 : 0,
                fault.isEmpty() ? 404 : 0,
                UNSAFE,
                Map.of(),
                "",
                0,
                1,
                UNSAFE));
        log.onCallbackAttempt(new LoggedCallbackAttempt(
                1,
                at,
                "id",
                1,
                !fault.isEmpty(),
                "http://a/" + UNSAFE,
                "",
                null,
                null,
                "unsigned",
                fault,
                null,
                UNSAFE,
                Map.of(),
                "",
                1));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
