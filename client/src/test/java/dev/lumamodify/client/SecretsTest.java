package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.CLOSED;
import static dev.lumamodify.client.FaultyServer.KEY;
import static dev.lumamodify.client.FaultyServer.REQUEST;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.envelope;
import static dev.lumamodify.client.FaultyServer.flag;
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

class SecretsTest {

    /** Everything that is logged anywhere in the process, whatever its level. */
    private static final class Everything extends Handler implements AutoCloseable {
        private final StringWriter written = new StringWriter();
        private final Logger root = Logger.getLogger("");
        private final Level before = root.getLevel();
        private final Handler[] quiet = root.getHandlers();

        Everything() {
            setLevel(Level.ALL);
            setFormatter(new SimpleFormatter());
            root.setLevel(Level.ALL);
            for (Handler handler : quiet) {
                root.removeHandler(handler);
            }
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            written.append(getFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
            for (Handler handler : quiet) {
                root.addHandler(handler);
            }
            root.setLevel(before);
        }
    }

    @Test
    void nothingSecretIsLoggedThrownOrPrinted() {
        StringWriter said = new StringWriter();
        try (Everything logged = new Everything()) {
            for (MockResponse answer : List.of(
                    answer(200, envelope(401)),
                    answer(500, "<html>" + KEY + "</html>"),
                    answer(200, "{\"code\":401,\"msg\":\"Bearer\",\"data\":"),
                    answer(302, ""),
                    answer(503, ""),
                    CLOSED,
                    flag(3))) {
                provoke(answer, said);
            }
            assertThat(logged.written.toString()).contains("dev.lumamodify.client");
            said.append(logged.written.toString());
        }
        assertThat(said.toString())
                .contains("Exception", TASK)
                .doesNotContain(KEY, OutputCapture.MARKER + "webhook", REQUEST.prompt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':'KEY','msg':'m'}",
                "{'code':200,'msg':'m','data':{'taskId':'t','createTime':'KEY','paramJson':'{}'}}",
                "{'code':200,'msg':'m','data':{'taskId':'t','errorCode':'KEY','paramJson':'{}'}}",
                "{'data':{'taskId':'PROMPT','taskId':'KEY'}}",
                "{'code':{},'msg':'PROMPT','msg':'KEY'}",
                "{'data':KEY}"
            })
    void noBodyIsRepeatedInAnException(String body) {
        String json = body.replace('\'', '"').replace("KEY", KEY).replace("PROMPT", REQUEST.prompt());
        StringWriter said = new StringWriter();
        provoke(answer(200, json), said);
        String mac = Base64.getEncoder().encodeToString(new byte[32]);
        say(
                said,
                () -> CallbackVerifier.of("x")
                        .verify(name -> name.endsWith("stamp") ? "1" : mac, json.getBytes(StandardCharsets.UTF_8)));
        assertThat(said.toString())
                .contains("CallbackRejectedException", "ResponseException")
                .doesNotContain(KEY, REQUEST.prompt());
    }

    private static void provoke(MockResponse answer, StringWriter said) {
        CallbackVerifier verifier = CallbackVerifier.of(OutputCapture.MARKER + "webhook");
        try (FaultyServer server = new FaultyServer(answer);
                LumaModify luma = server.client(new FakeScheduler()).build()) {
            say(said, () -> luma.modify(REQUEST));
            say(said, () -> luma.modifyAsync(REQUEST).join());
            say(said, () -> luma.getTask(TASK));
            say(said, () -> verifier.verify(name -> "1", new byte[0]));
            say(said, () -> CallOptions.defaults().withHeader("Authorization", KEY));
            say(said, () -> LumaModify.builder().apiKey(KEY + " "));
            say(
                    said,
                    () -> LumaModify.builder()
                            .apiKey(KEY)
                            .callFactory(r -> null)
                            .proxyCredentials("u", KEY)
                            .build());
            said.append(luma.toString());
            said.append(CallOptions.defaults().withHeader("X-Session", KEY).toString());
        }
    }

    private static void say(StringWriter said, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(said, true));
        }
    }

    @Test
    void loggingIsOffUnlessAskedFor() {
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        // The JDK's own default, which this test run has changed.
        root.setLevel(Level.INFO);
        assertThat(System.getLogger("dev.lumamodify.client").isLoggable(System.Logger.Level.DEBUG))
                .isFalse();
        root.setLevel(before);
    }
}
