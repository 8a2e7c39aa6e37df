package dev.lumamodify.mock.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.LogFormat;
import dev.lumamodify.mock.internal.state.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    private static void assertSafe(String line) {
        assertThat(line.codePoints())
                .noneMatch(each -> Character.isISOControl(each)
                        || Character.getType(each) == Character.FORMAT
                        || Character.getType(each) == Character.LINE_SEPARATOR);
    }

    @Test
    void columnsAreAligned() {
        List<String> lines = lines(LogFormat.SHORT, false);

        assertThat(lines)
                .containsExactly(
                        "00:00:00.000  GET       HTTP 200  code 200   /path  task one  success",
                        "00:00:00.000  POST      HTTP 503  code 500   /path  Server error",
                        "00:00:00.000  GET       injected: reset      /path  task one  nothing sent",
                        "00:00:00.000  GET       injected: html       /path  task one  sent: HTTP 200, 65 bytes",
                        "00:00:00.000  callback  HTTP 200  attempt 1  http://a/  task one  injected: unsigned",
                        "00:00:00.000  callback  failed    attempt 2  http://a/  task one  ConnectException",
                        "00:00:00.000  callback  not sent  attempt 1  http://a/  task one  Blocked",
                        "00:00:00.000  callback  HTTP 200  resent     http://a/  task one");
    }

    @Test
    void datedLinesStartWithTheDate() {
        assertThat(lines(LogFormat.DATED, false)).allMatch(line -> line.startsWith("1970-01-01 00:00:00.000  "));
    }

    @Test
    void jsonNamesAnInjectedFaultOfARequestOrACallback() {
        assertThat(lines(LogFormat.JSON, true).stream()
                        .map(line -> Json.MAPPER.readTree(line).path("fault").asString("")))
                .containsExactly("", "", "reset", "html", "unsigned", "", "", "");
    }

    @Test
    void coloursDependOnTheStatusAndDoNotChangeTheText() {
        List<String> lines = lines(LogFormat.SHORT, true);

        assertThat(lines.get(0)).contains("\u001b[32mHTTP 200\u001b[0m", "\u001b[36mtask one\u001b[0m");
        assertThat(lines.get(1)).contains("\u001b[31mHTTP 503\u001b[0m");
        assertThat(lines.get(2)).contains("\u001b[35minjected: reset\u001b[0m").doesNotContain("200");
        assertThat(lines.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")))
                .isEqualTo(lines(LogFormat.SHORT, false));
    }

    private static String log(boolean json) {
        return log(json ? LogFormat.JSON : LogFormat.SHORT, false, log -> {
            log.onRequest(request("GET", "/" + UNSAFE, "wait", "", 200, 404, UNSAFE, UNSAFE));
            log.onCallbackAttempt(attempt(1, "http://a/" + UNSAFE, "", null, UNSAFE, false));
        });
    }

    private static List<String> lines(LogFormat format, boolean colours) {
        return log(format, colours, log -> {
                    log.onRequest(request("GET", "/path", "", "", 200, 200, "success", "one"));
                    log.onRequest(request("POST", "/path", "", "", 503, 500, "Server error", null));
                    log.onRequest(request("GET", "/path", "", "reset", 0, 0, "", "one"));
                    log.onRequest(request("GET", "/path", "", "html", 200, 0, "", "one"));
                    log.onCallbackAttempt(attempt(1, "http://a/", "unsigned", 200, null, false));
                    log.onCallbackAttempt(attempt(2, "http://a/", "", null, "ConnectException", false));
                    log.onCallbackAttempt(attempt(1, "http://a/", "", null, "Blocked", true));
                    log.onCallbackAttempt(attempt(0, "http://a/", "", 200, null, false));
                })
                .lines()
                .toList();
    }

    private static String log(LogFormat format, boolean colours, Consumer<RequestLog> entries) {
        Settings settings = new Settings();
        settings.quiet = false;
        settings.logFormat = format;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        entries.accept(new RequestLog(
                new PrintStream(printed, true, StandardCharsets.UTF_8), new LiveSettings(settings), colours));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static LoggedRequest request(
            String method,
            String target,
            String ignored,
            String fault,
            int status,
            int code,
            String msg,
            @Nullable String taskId) {
        return new LoggedRequest(
                1,
                Instant.EPOCH,
                null,
                null,
                method,
                target,
                Map.of(),
                "",
                "",
                ignored,
                fault,
                status,
                code,
                msg,
                Map.of(),
                "",
                65,
                1,
                taskId);
    }

    /** Returns an attempt; one that was sent again on demand if the number is 0. */
    private static LoggedCallbackAttempt attempt(
            int number, String url, String fault, @Nullable Integer status, @Nullable String failure, boolean blocked) {
        return new LoggedCallbackAttempt(
                1,
                Instant.EPOCH,
                "one",
                number,
                number == 0,
                url,
                "",
                null,
                null,
                "unsigned",
                fault,
                status,
                failure,
                blocked,
                Map.of(),
                "",
                1);
    }
}
