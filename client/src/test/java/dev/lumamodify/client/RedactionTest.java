package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.KEY;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    /** Collects everything that is logged in the process, at every level. */
    private static final class LogCapture extends Handler implements AutoCloseable {
        private final StringWriter text = new StringWriter();
        private final Logger root = Logger.getLogger("");
        private final Level previousLevel = root.getLevel();
        private final Handler[] previousHandlers = root.getHandlers();

        LogCapture() {
            setLevel(Level.ALL);
            setFormatter(new SimpleFormatter());
            root.setLevel(Level.ALL);
            for (Handler handler : previousHandlers) {
                root.removeHandler(handler);
            }
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            text.append(getFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
            for (Handler handler : previousHandlers) {
                root.addHandler(handler);
            }
            root.setLevel(previousLevel);
        }
    }

    @Test
    void noSecretIsLoggedThrownOrPrinted() {
        StringWriter output = new StringWriter();
        try (LogCapture log = new LogCapture()) {
            for (MockResponse response : List.of(
                    response(200, envelope(401)),
                    response(500, "<html>" + KEY + "</html>"),
                    response(200, "{\"code\":401,\"msg\":\"Bearer\",\"data\":"),
                    response(302, ""),
                    response(503, ""),
                    CONNECTION_CLOSED,
                    taskWithStatus(3))) {
                callEverything(response, output);
            }
            assertThat(log.text.toString()).contains("dev.lumamodify.client");
            output.append(log.text.toString());
        }
        assertThat(output.toString())
                .contains("Exception", TASK_ID)
                .doesNotContain(KEY, OutputCapture.MARKER + "webhook", REQUEST.prompt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':'KEY','msg':'m'}",
                "{'code':200,'msg':'m','data':{'taskId':'t','createTime':'KEY','paramJson':'{}'}}",
                "{'code':200,'msg':'m','data':{'taskId':'t','errorCode':'KEY','paramJson':'{}'}}",
                "{'data':{'taskId':'PROMPT','taskId':'KEY x'}}",
                "{'code':{},'msg':'PROMPT','msg':'KEY'}",
                "{'data':KEY}"
            })
    void noExceptionContainsABody(String body) {
        String json = body.replace('\'', '"').replace("KEY", KEY).replace("PROMPT", REQUEST.prompt());
        StringWriter output = new StringWriter();
        callEverything(response(200, json), output);
        String mac = Base64.getEncoder().encodeToString(new byte[32]);
        printException(
                output,
                () -> CallbackVerifier.of("x")
                        .verify(name -> name.endsWith("stamp") ? "1" : mac, json.getBytes(StandardCharsets.UTF_8)));
        assertThat(output.toString())
                .contains("CallbackRejectedException", "InvalidResponseException")
                .doesNotContain(KEY, REQUEST.prompt());
    }

    private static void callEverything(MockResponse response, StringWriter output) {
        CallbackVerifier verifier = CallbackVerifier.of(OutputCapture.MARKER + "webhook");
        try (ScriptedServer server = new ScriptedServer(response);
                LumaModify luma = server.clientBuilder(new FakeScheduler()).build()) {
            printException(output, () -> luma.modify(REQUEST));
            printException(output, () -> luma.modifyAsync(REQUEST).join());
            printException(output, () -> luma.getTask(TASK_ID));
            printException(output, () -> verifier.verify(name -> "1", new byte[0]));
            printException(output, () -> CallOptions.defaults().withHeader("Authorization", KEY));
            printException(output, () -> LumaModify.builder().apiKey(KEY + " "));
            printException(
                    output,
                    () -> LumaModify.builder()
                            .apiKey(KEY)
                            .callFactory(r -> null)
                            .proxyCredentials("u", KEY)
                            .build());
            output.append(luma.toString());
            output.append(CallOptions.defaults().withHeader("X-Session", KEY).toString());
        }
    }

    private static void printException(StringWriter output, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(output, true));
        }
    }

    @Test
    void loggingIsDisabledByDefault() {
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        // The default of the JDK, which OutputCapture has changed.
        root.setLevel(Level.INFO);
        assertThat(System.getLogger("dev.lumamodify.client").isLoggable(System.Logger.Level.DEBUG))
                .isFalse();
        root.setLevel(before);
    }
}
